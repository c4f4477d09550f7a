/* What the page holds, and how its elements are made. Texts only ever become text nodes. */

const byId = (id) => document.getElementById(id);
const dataOf = (id) => JSON.parse(byId(id).textContent);

/** A new element: `make("li", "node", "Fares")`. Strings become text, null is left out. */
function make(name, classes, ...content) {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  element.append(...content.flat().filter((part) => part !== null));
  return element;
}

function button(classes, words, pressed) {
  const element = make("button", classes, words);
  element.type = "button";
  element.addEventListener("click", pressed);
  return element;
}

/** How many code units of `text` its first `points` code points are. */
function unitsOf(text, points) {
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left -= 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const excerpt = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** One text and all its readings; see docparse/inspection/text.py for the fields. */
class Article {
  constructor(data) {
    Object.assign(this, data);
  }

  /** The index of the line that the code point at `offset` is in. */
  lineAt(offset) {
    let low = 0;
    let high = this.starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The indexes of the first and the last line of a span. */
  linesOf([start, end]) {
    return [this.lineAt(start), this.lineAt(Math.max(start, end - 1))];
  }

  /** The span of the line with this index. */
  spanOf(line) {
    const start = this.starts[line];
    return [start, start + [...this.lines[line]].length];
  }

  isWhole([start, end]) {
    return start === 0 && end >= this.spanOf(this.lines.length - 1)[0] && this.lines.length > 1;
  }

  /** Each line that is a heading in some reading, as the record of its Heading, by place. */
  get candidates() {
    const found = new Map();
    for (const node of this.nodes) if (node.is === "Heading") found.set(String(node.at), node);
    return found;
  }

  /** What was decided about a line: objects with step, code, weight and values. */
  reasonsFor(line) {
    const [start, end] = this.spanOf(line);
    return this.evidence
      .filter(([, , from, to]) => from <= end && start < Math.max(to, from + 1))
      .filter(([, , from, to]) => !this.isWhole([from, to]))
      .map(([step, code, , , weight, values]) => ({
        step: this.words[step],
        code: this.words[code],
        weight,
        values: values.map(([name, value]) => [this.words[name], value]),
      }));
  }
}

/** The plain text of what a node holds: a string, or a list of forms of text. */
function plainText(content) {
  if (typeof content === "string") return content;
  return content.map((part) => {
    if (typeof part === "string") return part;
    if (part[0] === "break") return "\n";
    return part[0] === "image" ? "" : plainText(part[1]);
  }).join("");
}

/** The same as nodes of the page. A link is shown and cannot be followed. */
function shownText(content) {
  if (typeof content === "string") return [content];
  return content.map((part) => {
    if (typeof part === "string") return part;
    const [form, inner, url] = part;
    if (form === "break") return make("br");
    if (form === "code") return make("code", "", inner);
    if (form === "image") return titled(make("span", "image", `image: ${inner || "no description"}`), url);
    if (form === "link") return titled(make("span", "link", shownText(inner)), url);
    return make(form === "strong" ? "strong" : "em", "", shownText(inner));
  });
}

function titled(element, title) {
  element.title = title;
  return element;
}
