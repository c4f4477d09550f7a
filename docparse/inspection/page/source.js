/* The source, and what ties it to the tree. */

const LINES_TOGETHER = 100; // which the browser lays out when they come into sight

class Source {
  constructor(article, list) {
    this.article = article;
    this.items = article.lines.map((words, index) => {
      const number = make("button", "number", String(index + 1));
      number.type = "button";
      number.tabIndex = -1;
      number.setAttribute("aria-label", `Line ${index + 1}: ${excerpt(words, 80)}`);
      const text = make("span", "words", words);
      text.dir = "auto";
      return make("li", "line", number, make("span", "mark"), text);
    });
    const last = this.items.length - 1;
    if (last > 0 && article.lines[last] === "") this.items.pop();
    this.indexes = new Map(this.items.map((item, index) => [item, index]));
    const parts = [];
    for (let first = 0; first < this.items.length; first += LINES_TOGETHER) {
      const part = make("ol", "lines", this.items.slice(first, first + LINES_TOGETHER));
      part.start = first + 1;
      parts.push(part);
    }
    list.replaceChildren(...parts);
  }

  /** Give each line the mark and the colour of what it became. */
  show(tree) {
    this.items.forEach((item, line) => {
      const target = tree.ofLine[line];
      const isBlank = this.article.lines[line].trim() === "";
      const kind = target ? kindOf(target) : isBlank ? "blank" : "left";
      const mark = target ? markOf(target) : isBlank ? "" : "left out";
      const classes = `line k-${kind}`;
      if (item.dataset.shown !== classes) {
        item.className = item.dataset.shown = classes;
      }
      if (item.children[1].textContent !== mark) item.children[1].textContent = mark;
    });
  }
}

/* Here and not in the style, because checkers of pages do not know ::highlight yet. */
if (CSS.highlights) {
  const sheet = new CSSStyleSheet();
  const line = "text-decoration: underline 2px var(--k-table)";
  sheet.insertRule(`::highlight(tied), ::highlight(kept) { ${line} }`);
  document.adoptedStyleSheets = [sheet];
}

/** Marks what belongs together on both sides; `name` is a class and the name of a highlight. */
class Tie {
  constructor(view, name) {
    this.view = view;
    this.name = name;
    this.marked = [];
  }

  clear() {
    for (const element of this.marked) element.classList.remove(this.name);
    this.marked = [];
    if (CSS.highlights) CSS.highlights.delete(this.name);
  }

  /** Mark `span` in the source and `target`, which may be null, in the tree. */
  set(span, target) {
    this.clear();
    const { article, source } = this.view;
    const [first, last] = article.linesOf(span);
    this.marked = source.items.slice(first, last + 1);
    if (target) this.marked.push(target.element);
    for (const element of this.marked) element.classList.add(this.name);
    if (CSS.highlights && source.items[first] && source.items[last]) {
      const range = new Range();
      this._edge(range, "setStart", first, span[0]);
      this._edge(range, "setEnd", last, span[1]);
      CSS.highlights.set(this.name, new Highlight(range));
    }
  }

  _edge(range, edge, line, offset) {
    const words = this.view.source.items[line].lastElementChild;
    const points = Math.max(0, offset - this.view.article.starts[line]);
    if (words.firstChild) range[edge](words.firstChild, unitsOf(words.textContent, points));
    else range[edge](words, 0);
  }
}

/**
 * Scroll `element` into the sight of its pane, if it is not, and move nothing else. Parts that were
 * never shown are only then as high as they are: a jump may take several turns to arrive.
 */
function reveal(element, isSmooth = true, turns = 8) {
  const pane = element.closest(".pane");
  if (!pane) return; // it left the page while it waited for its turn
  const box = pane.getBoundingClientRect();
  const here = element.getBoundingClientRect();
  const top = box.top + pane.firstElementChild.offsetHeight;
  if (here.top >= top && Math.min(here.bottom, here.top + 60) <= box.bottom) return;
  const calm = !isSmooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const by = here.top - top - Math.max(0, (box.bottom - top - here.height) / 3);
  pane.scrollBy({ top: by, behavior: calm ? "instant" : "smooth" });
  if (calm && turns) requestAnimationFrame(() => reveal(element, false, turns - 1));
}
