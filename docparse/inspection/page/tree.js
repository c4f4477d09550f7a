/* The tree: an element for each node, kept from one threshold to the next. */

const KINDS = {
  CodeBlock: "code", Document: "document", Faq: "faq", FaqItem: "faq", Heading: "heading",
  KeyPoints: "points", List: "list", ListItem: "list", Paragraph: "paragraph", Quote: "quote",
  Section: "section", Table: "table", TableOfContents: "contents", TableRow: "table",
  ThematicBreak: "rule",
};
const MARKS = {
  CodeBlock: "code", Heading: "H", List: "list", ListItem: "•", Paragraph: "¶", Quote: "quote",
  Table: "table", TableRow: "row", ThematicBreak: "rule", FaqItem: "Q&A",
};
const MOST_ROWS = 200;

/** What a node is in the eyes of a reader: `Heading 2`, `question`. */
function labelOf(record, parent, place) {
  if (parent && parent.is === "FaqItem") return place === 0 ? "Question" : "Answer";
  if (record.is === "Heading") return `Heading ${record.level}`;
  if (record.is === "List" && record.ordered) return "Numbered list";
  return record.is.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}

/** The few letters that stand beside the line in the source. */
function markOf(target) {
  const { record, parent } = target;
  if (record.role) return record.role;
  if (parent && parent.record.is === "FaqItem") return target.place === 0 ? "Q" : "A";
  for (let each = target; each; each = each.parent) {
    if (each.record.is === "TableOfContents") return "contents";
    if (each.record.is === "KeyPoints") return "key";
  }
  if (isInItem(target)) return MARKS.ListItem;
  if (record.is === "Heading") return `H${record.level}`;
  return MARKS[record.is] ?? "";
}

/** Whether it is a paragraph of a list item, which nobody tells from the item. */
function isInItem({ record, parent }) {
  return record.is === "Paragraph" && parent !== null && parent.record.is === "ListItem";
}

/** The kind that gives a node its colour. */
function kindOf(target) {
  if (target.record.role) return "furniture";
  for (let each = target; each; each = each.parent) {
    if (["TableOfContents", "KeyPoints", "Faq"].includes(each.record.is)) return KINDS[each.record.is];
  }
  return KINDS[isInItem(target) ? "ListItem" : target.record.is] ?? "paragraph";
}

/**
 * The tree that is shown. A target is a node, or a row of a table, with its place:
 * `{record, span, element, parent, place, depth}`.
 */
class Tree {
  constructor(article, list) {
    this.article = article;
    this.list = list;
    this.made = new Map();
    this.targets = new Map(); // element → target
    this.order = [];
    this.ofLine = [];
    this.headings = new Map();
  }

  /** Show the Document with this number. */
  show(number) {
    const before = this.headings;
    this.targets = new Map();
    this.order = [];
    this.headings = new Map();
    this.ofLine = new Array(this.article.lines.length).fill(null);
    this.tables = 0;
    this._set(this.list, [this._node(number, null, 0, 0)]);
    for (const [place, target] of this.headings) {
      target.element.classList.toggle("new", before.size > 0 && !before.has(place));
    }
  }

  _node(number, parent, place, depth) {
    const record = this.article.nodes[number];
    const made = this.made.get(number) ?? this._made(number, record);
    const target = { record, span: record.at, element: made.item, parent, place, depth };
    this.targets.set(made.item, target);
    const isLone = isInItem(target) && !record.role && parent.record.kids.length === 1;
    if (!isLone) this.order.push(target);
    if (record.is === "Heading") this.headings.set(String(record.at), target);
    const label = labelOf(record, parent && parent.record, place);
    const isTable = record.is === "Table";
    if (isTable) this.tables += 1;
    made.tag.textContent = isTable ? `${label} ${this.tables}` : label;
    const words = excerpt(plainText(record.text ?? ""), 80);
    made.tag.setAttribute("aria-label", words ? `${label}: ${words}` : made.tag.textContent);
    made.item.className = `node k-${kindOf(target)} is-${KINDS[record.is] ?? "other"}`;
    made.item.classList.toggle("asks", label === "Question");
    made.item.classList.toggle("has-role", Boolean(record.role));
    made.item.classList.toggle("lone", isLone);
    if (isLone) parent.element.classList.add("has-lone");
    this._claim(target);
    for (const row of made.rows) this._row(row, target);
    if (made.kids) {
      const kids = record.kids.map((kid, index) => this._node(kid, target, index, depth + 1));
      this._set(made.kids, kids);
    }
    return made.item;
  }

  /** Note which lines the target is the innermost of; a section and the like own none. */
  _claim(target) {
    if (["Document", "Section", "Faq"].includes(target.record.is) || target.span[0] < 0) return;
    const [first, last] = this.article.linesOf(target.span);
    for (let line = first; line <= last; line += 1) {
      const there = this.ofLine[line];
      if (!there || there.depth < target.depth) this.ofLine[line] = target;
    }
  }

  _row({ element, span }, table) {
    const record = { is: "TableRow", at: span };
    const target = { record, span, element, parent: table, place: 0, depth: table.depth + 1 };
    this.targets.set(element, target);
    this._claim(target);
  }

  /** Put `items` into `list`; what stands there already is not touched. */
  _set(list, items) {
    let there = list.firstElementChild;
    for (const item of items) {
      if (item === there) there = there.nextElementSibling;
      else list.insertBefore(item, there);
    }
    while (there) {
      const next = there.nextElementSibling;
      there.remove();
      there = next;
    }
  }

  _made(number, record) {
    const tag = make("button", "tag");
    tag.type = "button";
    tag.tabIndex = -1;
    const made = { item: make("li"), tag, kids: null, rows: [] };
    const head = make("div", "head", tag);
    made.item.append(head);
    if (record.text !== undefined) {
      const words = make(record.is === "CodeBlock" ? "pre" : "span", "words", shownText(record.text));
      words.dir = "auto";
      head.append(words);
    }
    if (record.is === "Heading") head.append(sureness(record.confidence, `by ${record.evidence}`));
    if (record.role) head.append(sureness(record.role_confidence, record.role));
    if (record.is === "TableOfContents") head.append(make("span", "note", tiedEntries(record)));
    if (record.is === "Table") this._table(record, made, head);
    if (record.kids) {
      made.kids = make("ul", "nodes");
      made.item.append(made.kids);
    }
    this.made.set(number, made);
    return made;
  }

  _table(record, made, head) {
    const width = Math.max(...record.rows.map(([, , cells]) => cells.length));
    head.append(make("span", "note", `${plural(record.rows.length, "row")} × ${plural(width, "column")}`));
    const csv = make("pre", "csv", record.csv.replaceAll("\r\n", "\n"));
    csv.tabIndex = 0;
    csv.hidden = true;
    const show = button("small", "Show CSV", () => {
      csv.hidden = !csv.hidden;
      show.textContent = csv.hidden ? "Show CSV" : "Hide CSV";
      show.setAttribute("aria-expanded", String(!csv.hidden));
    });
    show.setAttribute("aria-expanded", "false");
    const copy = button("small", "Copy CSV", () => copied(record.csv, copy, csv));
    head.append(make("span", "actions", copy, show));
    const table = make("table");
    const add = (rows, first) => rows.forEach(([start, end, cells], index) => {
      const isHeader = first + index < record.header_rows;
      const row = make("tr", "row", cells.map(([from, to, content]) => {
        const cell = make(isHeader ? "th" : "td", "", shownText(content));
        if (isHeader) cell.scope = "col";
        cellSpans.set(cell, [from, to]);
        return cell;
      }));
      made.rows.push({ element: row, span: [start, end] });
      table.append(row);
    });
    add(record.rows.slice(0, MOST_ROWS), 0);
    const box = make("div", "scroll", table);
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Table");
    made.item.append(box, csv);
    if (record.rows.length > MOST_ROWS) {
      const more = button("small", `Show all ${plural(record.rows.length, "row")}`, () => {
        more.remove();
        const known = made.rows.length;
        add(record.rows.slice(MOST_ROWS), MOST_ROWS);
        const target = this.targets.get(made.item);
        made.rows.slice(known).forEach((row) => this._row(row, target));
      });
      made.item.append(more);
    }
  }
}

/** The span of each cell of the tables that were made. */
const cellSpans = new WeakMap();

/** A bar and a number for a confidence from 0 to 1, and what decided. */
function sureness(confidence, words) {
  const part = make("i");
  part.style.inlineSize = `${100 * (confidence ?? 1)}%`;
  const number = confidence === null ? "" : (confidence ?? 1).toFixed(2);
  return make("span", "sure", make("span", "bar", part), make("b", "", number), ` ${words}`);
}

function tiedEntries({ entries }) {
  const tied = entries.filter(([, heading]) => heading !== null).length;
  return `${tied} of ${plural(entries.length, "entry").replace(/entrys$/, "entries")} name a heading below`;
}

/** Put `text` on the clipboard and say so on the button; if that is refused, select it. */
async function copied(text, pressed, shown) {
  try {
    await navigator.clipboard.writeText(text);
    pressed.textContent = "Copied";
  } catch {
    shown.hidden = false;
    getSelection().selectAllChildren(shown);
    pressed.textContent = "Selected: press Ctrl+C";
  }
  byId("said").textContent = pressed.textContent;
  setTimeout(() => { pressed.textContent = "Copy CSV"; }, 2500);
}
