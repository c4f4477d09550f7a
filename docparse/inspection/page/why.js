/* Why a line is what it is, and what there is to say of the whole text. */

/** In words, what a step decided; docs/explain.md has the table of steps and codes. */
const SAID = {
  "headings: shape": "Its form and its place: points for and against a heading",
  "headings: title": "It is the title of the article",
  "headings: words": "It has the words of a usual title",
  "headings: faq": "It has the words of a title of questions",
  "headings: numbering": "The numbers before and after it go on",
  "headings: bold": "It is a short line in bold",
  "headings: no-candidate": "It can be no heading",
  "contents: listing": "It is part of the table of contents",
  "contents: entry": "The table of contents names it",
  "title: line": "How like the title of the article it is",
  "roles: no-heading": "It may be no part of the article, so it is no heading",
  "roles: furniture": "It is of the page around the article",
  "tables: table-begins": "A table begins here: the reading that costs least",
  "tables: header": "A header row of the table: the reading that costs least",
  "tables: row": "A row of the table: the reading that costs least",
  "tables: no-table": "No table here: the reading that costs least",
  "key-points: title": "Its header names key points",
  "faq: label": "A label marks questions and answers",
  "faq: title": "Questions stand under a title of questions",
  "faq: run": "Several lines in a row ask and are answered",
  "faq: turns": "An interview: questions and answers take turns",
};
const ADDS = new Set(["headings", "roles", "title", "tables"]);
const HAS_CHANCE = new Set(["headings", "roles", "title", "contents", "levels"]);
const NO_POINTS = new Map([["sum", "sum of the points"], ["every line", "every line starts from"]]);
const FACTS = new Map([...NO_POINTS, ["first_line", "its first line is"], ["declined", "rules that declined"]]);
const NEAR = 0.15;

class Why {
  constructor(view) {
    this.view = view;
    this.selected = byId("selected");
    this.place = byId("why-place");
    byId("overview").replaceChildren(...this._overview());
  }

  /** Show what is known of a line and of the node it ties to; of nothing, the whole text. */
  show(line, target) {
    const isAny = line !== null;
    byId("overview").hidden = isAny;
    byId("selected").hidden = !isAny;
    this.place.textContent = isAny ? `line ${line + 1}` : "this text";
    this.selected.replaceChildren(...(isAny ? this._line(line, target) : []));
  }

  _line(line, target) {
    const { article } = this.view;
    const path = [];
    for (let each = target; each; each = each.parent) {
      path.unshift(labelOf(each.record, each.parent && each.parent.record, each.place));
    }
    const parts = [make("p", "path", path.length ? path.join(" › ") : "Left out of the tree")];
    const words = make("blockquote", "", excerpt(article.lines[line], 400) || "an empty line");
    words.dir = "auto";
    parts.push(words);
    const verdict = this._verdict(line, target);
    if (verdict) parts.push(make("p", "verdict", verdict));
    const isOdd = ({ step }) => step === "diagnostic";
    const all = article.reasonsFor(line).reverse();
    const reasons = [...all.filter(isOdd), ...all.filter((reason) => !isOdd(reason))];
    if (!reasons.length) parts.push(make("p", "quiet", "No step had anything to decide here."));
    parts.push(...reasons.map((reason) => this._reason(reason)));
    if (this.view.threshold !== article.min_confidence) {
      const note = `These are the reasons of the reading at ${article.min_confidence}.`;
      parts.push(make("p", "quiet", note));
    }
    return parts;
  }

  /** Whether a line that can be a heading is one here, and from where on the slider it is not. */
  _verdict(line, target) {
    const { article, threshold } = this.view;
    const place = [...article.candidates.values()].find((node) => article.lineAt(node.at[0]) === line);
    if (!place) return null;
    const at = threshold.toFixed(2);
    const isOne = target !== null && target.record.is === "Heading";
    const sure = (isOne ? target.record : place).confidence.toFixed(2);
    return isOne
      ? `A heading at ${at}. With the slider above ${sure} it is none.`
      : `No heading at ${at}. With the slider at ${sure} or below it is one.`;
  }

  _reason({ step, code, weight, values }) {
    const name = `${step}: ${code}`;
    const said = SAID[name] ?? wordsOf(step, code, values) ?? name;
    const head = make("div", "reason-head", make("b", "", said));
    const box = make("section", "reason", head, make("code", "quiet", name));
    if (weight !== null && HAS_CHANCE.has(step)) head.append(sureness(weight, ""));
    const isSum = (value) => ADDS.has(step) && typeof value === "number";
    const added = values.filter(([label, value]) => isSum(value) && !NO_POINTS.has(label) && value);
    const most = Math.max(...added.map(([, value]) => Math.abs(value)), 0);
    const facts = make("dl", "facts-of");
    for (const [label, value] of values) {
      if (value === said || added.some(([each]) => each === label)) continue;
      facts.append(make("dt", "", FACTS.get(label) ?? label.replaceAll("_", " ")), make("dd", "", String(value)));
    }
    if (facts.children.length) box.append(facts);
    if (added.length) {
      box.append(make("ul", "points", added.map(([label, value]) => point(label, value, most, step))));
    }
    return box;
  }

  // ------------------------------------------------------------------------- the whole text

  _overview() {
    const { article } = this.view;
    return [
      this._part("What wrote it", this._dialect()),
      ...this._doubts(),
      this._part("What is odd about it", this._list(
        article.diagnostics.map(([code, start, end, message]) => [[start, end], [make("b", "", code), `: ${message}`]]),
        "Nothing: no diagnostics.",
      )),
      this._part("Headings, and lines that nearly are", make("div", "", make("ul", "rows", ...this._headings()))),
      this._part("Not the article's own text", this._list(
        this._roles().map((node) => [node.at, [sureness(node.role_confidence, node.role), " ", excerpt(plainText(node.text ?? ""), 90)]]),
        "Nothing was taken for furniture of the page, a byline, a date or the like.",
      )),
    ];
  }

  _doubts() {
    const { doubts } = this.view.file;
    if (!doubts.length) return [];
    const rows = doubts.map(([points, reason]) => make("li", "", make("b", "", plural(points, "point")), ` ${reason}`));
    return [this._part("What makes it doubtful", make("ul", "rows", rows))];
  }

  /** Mark which of the lines listed under Headings are headings at this threshold. */
  mark(tree) {
    for (const [place, row] of this.rows) row.classList.toggle("in", tree.headings.has(place));
  }

  _part(title, content) {
    return make("section", "part", make("h3", "", title), content);
  }

  _dialect() {
    const [chosen, ...others] = this.view.article.dialect;
    if (!chosen) return make("p", "quiet", "Not looked at.");
    const box = make("div", "", make("p", "", make("b", "", chosen.name), ` · ${chosen.family}`,
      chosen.formatted ? " · with marks" : ""), make("p", "", chosen.because || "Nothing tells."));
    if (others.length) {
      box.append(make("p", "quiet", "It could also have been"), make("ul", "rows",
        others.map(({ name, lines, because }) => make("li", "", make("b", "", name), ` (${plural(lines, "line")}): ${because}`))));
    }
    return box;
  }

  _list(rows, none) {
    if (!rows.length) return make("p", "quiet", none);
    const shown = rows.slice(0, 100).map(([span, words]) => make("li", "", this._jump(span), " ", ...words));
    if (rows.length > 100) shown.push(make("li", "quiet", `and ${rows.length - 100} more`));
    return make("ul", "rows", shown);
  }

  _jump(span) {
    const { article } = this.view;
    if (article.isWhole(span)) return make("span", "quiet", "all");
    const line = article.lineAt(span[0]);
    return button("jump", `line ${line + 1}`, () => this.view.keepLine(line));
  }

  _headings() {
    const { article } = this.view;
    this.rows = new Map();
    const near = (node) => node.confidence >= article.min_confidence - NEAR;
    const all = [...article.candidates].filter(([place, node]) => near(node) || this.view.tree.headings.has(place));
    all.sort(([, a], [, b]) => a.at[0] - b.at[0]);
    return all.slice(0, 400).map(([place, node]) => {
      const doubtful = Math.abs(node.confidence - article.min_confidence) <= NEAR;
      const row = make("li", "", this._jump(node.at), " ", sureness(node.confidence, node.evidence), " ",
        make("span", "heading-words", excerpt(plainText(node.text), 90)));
      if (doubtful) row.append(" ", make("em", "doubtful", "could go either way"));
      this.rows.set(place, row);
      return row;
    });
  }

  _roles() {
    const found = new Map();
    const roots = [this.view.article.nodes[this.view.number]];
    while (roots.length) {
      const node = roots.pop();
      if (node.role) found.set(String(node.at), node);
      for (const kid of node.kids ?? []) roots.push(this.view.article.nodes[kid]);
    }
    return [...found.values()].sort((a, b) => a.at[0] - b.at[0]);
  }
}

function wordsOf(step, code, values) {
  if (step === "diagnostic") return values.find(([label]) => label === "message")?.[1] ?? null;
  if (step === "roles") return `It is the article's ${code}`;
  if (step === "levels") return `Its level, by the rule “${code}”`;
  if (step === "blocks") return `Read as ${code}`;
  return null;
}

/** One thing that was seen of a line, and how much it adds; costs count the other way. */
function point(label, value, most, step) {
  const good = step === "tables" ? value < 0 : value > 0;
  const part = make("i", good ? "for" : "against");
  part.style.inlineSize = `${(50 * Math.abs(value)) / most}%`;
  const number = `${value > 0 ? "+" : "−"}${Math.abs(Math.round(value * 100) / 100)}`;
  const [names, seen] = label.split(/ = (.*)/s);
  const words = seen === undefined ? [label] : [make("span", "quiet", `${names.replaceAll("_", " ")}: `), seen];
  return make("li", "", make("span", "point-words", words), make("span", "point-bar", part), make("b", "", number));
}
