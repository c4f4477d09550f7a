/* One text in view: the slider, pointing, keeping, keys. Then what the address asks for. */

class View {
  constructor(article, file) {
    this.article = article;
    this.file = file;
    this.kept = null;
    this.index = article.thresholds.indexOf(article.min_confidence);
    this.source = new Source(article, byId("lines"));
    this.tree = new Tree(article, byId("nodes"));
    this.pointing = new Tie(this, "tied");
    this.keeping = new Tie(this, "kept");
    byId("nodes").replaceChildren();
    this._showTree();
    this.why = new Why(this);
    this.why.mark(this.tree);
    this._fillSlider();
    this._showCount();
    this.letGo();
    this._rove(this.source.items[0].firstElementChild);
    this._rove(this.tree.order[0].element.querySelector(".tag"));
  }

  get threshold() {
    return this.article.thresholds[this.index];
  }

  get number() {
    return this.article.trees[this.index];
  }

  // -------------------------------------------------------------------------- the threshold

  /** Show the reading at the threshold with this index. */
  setThreshold(index) {
    this.index = index;
    this._showTree();
    this._showCount();
    this.why.mark(this.tree);
    this.pointing.clear();
    if (this.kept !== null) this.keepLine(this.kept.line, false);
    if (!byId("nodes").querySelector('.tag[tabindex="0"]')) {
      this._rove(this.tree.order[0].element.querySelector(".tag"));
    }
  }

  _showTree() {
    this.tree.show(this.number);
    this.source.show(this.tree);
  }

  _showCount() {
    const value = this.threshold;
    const count = this.tree.headings.size;
    const slider = byId("threshold");
    slider.value = String(this.index);
    slider.style.setProperty("--at", `${(100 * this.index) / (this.article.thresholds.length - 1)}%`);
    slider.setAttribute("aria-valuetext", `${value}, ${plural(count, "heading")}`);
    byId("count").replaceChildren(make("b", "", value.toFixed(2)),
      ` ${plural(count, "heading")} of ${plural(this.article.candidates.size, "line")} that could be one`);
    byId("call").textContent = `docparse.parse(text, min_confidence=${value})`;
    this.bars.forEach(({ bar, places }) => {
      bar.classList.toggle("in", places.some((place) => this.tree.headings.has(place)));
    });
  }

  /** Draw how many lines there are of each confidence. */
  _fillSlider() {
    const slider = byId("threshold");
    slider.max = String(this.article.thresholds.length - 1);
    const bins = new Map();
    for (const [place, { confidence }] of this.article.candidates) {
      const bin = Math.round(confidence * 50);
      bins.set(bin, [...(bins.get(bin) ?? []), place]);
    }
    const most = Math.max(...[...bins.values()].map((places) => places.length), 1);
    this.bars = [...bins].map(([bin, places]) => {
      const bar = make("i");
      bar.style.insetInlineStart = `${2 * bin}%`;
      bar.style.blockSize = `${25 + (75 * Math.log1p(places.length)) / Math.log1p(most)}%`;
      return { bar, places };
    });
    byId("bars").replaceChildren(...this.bars.map(({ bar }) => bar));
  }

  // ------------------------------------------------------------------ pointing and keeping

  /** Show what belongs to a line or a node; `from` is the pane that was pointed at. */
  point(line, target, span, from) {
    this.pointing.set(span, target);
    if (this.kept === null) this.why.show(line, target);
    const other = from === "source" ? target && target.element : this.source.items[line];
    clearTimeout(this.waiting);
    if (other) this.waiting = setTimeout(() => reveal(other), 150);
  }

  pointLine(line) {
    this.point(line, this.tree.ofLine[line], this.article.spanOf(line), "source");
  }

  pointTarget(target, span = target.span) {
    this.point(this.article.lineAt(span[0]), target, span, "tree");
  }

  /** Stop pointing; what is kept stays. */
  leave() {
    clearTimeout(this.waiting);
    this.pointing.clear();
    if (this.kept === null) this.why.show(null, null);
  }

  keepLine(line, isAsked = true) {
    this.keep(line, this.tree.ofLine[line], this.article.spanOf(line), isAsked);
  }

  keepTarget(target, span = target.span) {
    this.keep(this.article.lineAt(span[0]), target, span, true);
  }

  keep(line, target, span, isAsked) {
    this.kept = { line };
    this.keeping.set(span, target);
    this.why.show(line, target);
    this._showKeeps(true);
    if (!isAsked) return;
    this.showPlace(line);
    byId("why").scrollTop = 0;
    const path = byId("selected").firstElementChild.textContent;
    byId("said").textContent = `Line ${line + 1}: ${path}`;
    history.replaceState(null, "", `#${this.place}:${line + 1}`);
  }

  /** Bring a line into sight, and its node; of a line that was left out, the node before it. */
  showPlace(line, isSmooth = true) {
    reveal(this.source.items[line], isSmooth);
    const target = this.tree.ofLine.slice(0, line + 1).findLast((each) => each);
    if (target) reveal(target.element, isSmooth);
  }

  letGo() {
    this.kept = null;
    this.keeping.clear();
    this.leave();
    this._showKeeps(false);
  }

  _showKeeps(keeps) {
    byId("close").hidden = !keeps;
    byId("why").classList.toggle("keeps", keeps);
  }

  // ----------------------------------------------------------------------------------- keys

  /** Make `wanted` the one button of its pane that Tab stops at. */
  _rove(wanted) {
    const pane = wanted.closest(".pane");
    for (const each of pane.querySelectorAll('.number[tabindex="0"], .tag[tabindex="0"]')) each.tabIndex = -1;
    wanted.tabIndex = 0;
  }

  focus(wanted) {
    this._rove(wanted);
    wanted.focus({ preventScroll: true });
    reveal(wanted, false);
  }

  /** Move within a pane, or to the other one; whether the key meant that. */
  key(name, at) {
    const item = at.closest(".line, .node");
    const isLine = item.classList.contains("line");
    const all = isLine ? this.source.items : this.tree.order.map((target) => target.element);
    const index = isLine ? this.source.indexes.get(item) : all.indexOf(item);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: all.length - 1 }[name];
    if (to !== undefined) {
      const next = all[Math.max(0, Math.min(to, all.length - 1))];
      this.focus(next.querySelector(".number, .tag"));
    } else if (name === "ArrowRight" && isLine) {
      let target = this.tree.ofLine[index];
      while (target && !target.element.querySelector(".tag")) target = target.parent;
      if (target) this.focus(target.element.querySelector(".tag"));
    } else if (name === "ArrowLeft" && !isLine) {
      const line = this.article.lineAt(this.tree.targets.get(item).span[0]);
      this.focus(this.source.items[line].firstElementChild);
    } else return false;
    return true;
  }
}

let view = null;

/** The line or the node that an event is about, as a call of `what`Line or `what`Target. */
function tell(event, what) {
  if (!view || !event.target.closest) return;
  const line = event.target.closest(".line");
  if (line) {
    view[`${what}Line`](view.source.indexes.get(line));
    return;
  }
  const element = event.target.closest(".row, .node");
  const target = element && view.tree.targets.get(element);
  if (!target) return;
  const cell = event.target.closest("td, th");
  view[`${what}Target`](target, (cell && cellSpans.get(cell)) ?? target.span);
}

const panes = [byId("source"), byId("tree")];
for (const pane of panes) {
  pane.addEventListener("mouseover", (event) => tell(event, "point"));
  pane.addEventListener("mouseleave", () => view && view.leave());
  pane.addEventListener("focusin", (event) => {
    if (event.target.matches(".number, .tag")) tell(event, "point");
  });
  pane.addEventListener("focusout", () => view && view.leave());
  pane.addEventListener("click", (event) => {
    const isOther = event.target.closest(".small, .csv");
    if (!isOther && getSelection().isCollapsed) tell(event, "keep");
  });
  pane.addEventListener("keydown", (event) => {
    const isModified = event.ctrlKey || event.altKey || event.metaKey;
    if (!isModified && event.target.matches(".number, .tag") && view.key(event.key, event.target)) {
      event.preventDefault();
    }
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && view) view.letGo();
});
byId("close").addEventListener("click", () => view.letGo());
byId("threshold").addEventListener("input", (event) => view.setThreshold(Number(event.target.value)));
for (const tab of document.querySelectorAll("[data-pane]")) {
  tab.addEventListener("click", () => {
    byId("panes").dataset.shown = tab.dataset.pane;
    for (const each of document.querySelectorAll("[data-pane]")) {
      each.setAttribute("aria-pressed", String(each === tab));
    }
  });
}

const about = dataOf("about");
const files = about.files;
fillList(files, about);

/** Show what the address says: `#3:12` is line 12 of the third text. */
function go() {
  const [, text, line] = location.hash.match(/^#(\d+)(?::(\d+))?$/) ?? [];
  const place = files.length === 1 && !files[0].page ? 1 : Number(text ?? 0);
  const isOne = place >= 1 && place <= files.length && !files[place - 1].page;
  byId("one").hidden = !isOne;
  byId("list").hidden = isOne;
  byId("facts").hidden = !isOne;
  byId("choice").hidden = !isOne || files.length === 1;
  byId("to-list").hidden = !about.list && (!isOne || files.length === 1);
  byId("title").textContent = isOne ? files[place - 1].name || `text ${place}` : plural(files.length, "text");
  view = null;
  if (!isOne) return;
  byId("texts").value = String(place);
  byId("facts").replaceChildren(...factsOf(files[place - 1]));
  view = new View(new Article(dataOf(`text-${place}`)), files[place - 1]);
  view.place = place;
  if (!line || Number(line) > view.source.items.length) return;
  view.keepLine(Number(line) - 1);
  view.showPlace(Number(line) - 1, false);
}

addEventListener("hashchange", go);
go();
