// node inspect.mjs FOLDER: drive the pages of `docparse inspect` in headless Chromium.
// inspections.py writes the pages, and in inspect.json what has to be found in them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const folder = resolve(process.argv[2]);
const address = (name) => pathToFileURL(resolve(folder, name)).href;
const expected = JSON.parse(readFileSync(resolve(folder, "inspect.json"), "utf8"));

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});
const session = await browser.target().createCDPSession();
await session.send("Browser.grantPermissions", { permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"] });

let failures = 0;
function check(what, found, wanted) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left === right) return;
  failures += 1;
  console.log(`  ${what}:\n    found    ${left?.slice(0, 900)}\n    expected ${right?.slice(0, 900)}`);
}

/** The words of a dialog or an error. */
const saidBy = (what) => (typeof what.message === "function" ? what.message() : String(what));

/** Open a page of its own; whatever it loads, says or complains of is a failure. */
async function open(name, { width = 1440, height = 900, scheme = "light", bypass = false } = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  page.setDefaultNavigationTimeout(120_000);
  const [path] = name.split("#");
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) check(`${name} asks for`, request.url(), "nothing");
  });
  for (const event of ["pageerror", "error", "dialog"]) {
    page.on(event, (what) => check(`${name}: ${event}`, saidBy(what), "none"));
  }
  page.on("console", (message) => check(`${name}: console`, message.text(), "silence"));
  await page.setBypassCSP(bypass); // for axe-core, which is a script
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.goto(address(path) + name.slice(path.length));
  return page;
}

const texts = (page, selector) => page.$$eval(selector, (found) => found.map((each) => each.textContent));
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

/** The tree as it is shown: depth, label, text. */
const shownTree = (page) => page.$$eval("#nodes .node", (nodes) => nodes.map((node) => {
  let depth = -1;
  for (let each = node; each; each = each.parentElement.closest(".node")) depth += 1;
  const rows = [...node.querySelectorAll(":scope > .scroll tr")];
  const cells = (row) => [...row.children].map((cell) => cell.textContent).join("\t");
  const words = node.querySelector(":scope > .head > .words");
  return [depth, node.querySelector(".tag").textContent, rows.length ? rows.map(cells).join("\n") : words?.textContent ?? ""];
}));

async function setThreshold(page, value) {
  await page.$eval("#threshold", (slider, index) => {
    slider.value = index;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }, Math.round(value * 100));
}

// ------------------------------------------------------------------------------- the tests

async function slider() {
  const page = await open("inspect-one.html");
  check("the threshold to begin with", await page.$eval("#count b", (b) => b.textContent), "0.50");
  for (const order of [Object.keys(expected.trees), Object.keys(expected.trees).reverse()]) {
    for (const threshold of order) {
      await setThreshold(page, Number(threshold));
      check(`the tree at ${threshold}`, await shownTree(page), expected.trees[threshold]);
    }
  }
  await page.focus("#threshold");
  await page.keyboard.press("End");
  check("the tree after End", await shownTree(page), expected.trees["1.0"]);
  await page.keyboard.press("Home");
  check("the tree after Home", await shownTree(page), expected.trees["0.0"]);
  await page.keyboard.press("ArrowRight");
  check("one step on", await page.$eval("#threshold", (it) => it.ariaValueText.split(",")[0]), "0.01");
  await page.close();
}

async function headings() {
  const page = await open("inspect-one.html");
  const found = await page.$$eval("#nodes .is-heading > .head", (heads) => heads.map((head) => [
    head.querySelector(".words").textContent,
    head.querySelector(".sure b").textContent,
    head.querySelector(".sure").textContent.replace(/.* by /, ""),
  ]));
  check("headings with confidence and evidence", found, expected.headings);
  const overview = await page.$eval("#overview", (it) => it.textContent);
  for (const words of ["trafilatura-1.12", "rows are written as", "stray-mark", "furniture", "Advertisement"]) {
    check(`the overview says ${words}`, overview.includes(words), true);
  }
  const line = expected.lines.indexOf("Where to buy a ticket");
  const reasonsOf = async (number) => {
    await page.click(`.line:nth-child(${number + 1}) .words`);
    return page.$eval("#selected", (it) => it.textContent);
  };
  const why = await reasonsOf(line);
  for (const words of ["Heading 2", "headings: shape", "first word: word that asks", "levels"]) {
    check(`the reasons say ${words}`, why.includes(words), true);
  }
  const sure = expected.headings.find(([text]) => text === "Where to buy a ticket")[1];
  const verdict = () => page.$eval(".verdict", (it) => it.textContent);
  check("why it is a heading", await verdict(), `A heading at 0.50. With the slider above ${sure} it is none.`);
  await setThreshold(page, 1);
  check("why it is none", await verdict(), `No heading at 1.00. With the slider at ${sure} or below it is one.`);
  await setThreshold(page, 0.5);
  const leftOut = await reasonsOf(expected.lines.indexOf("-"));
  check("why a line is left out", leftOut.startsWith("Left out of the tree-marks with no list or table to belong to are left out"), true);
  check("what is beside a line that is left out", await page.$$eval(".node.is-table", (tables) => tables.some((table) => {
    const { top, bottom } = table.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  })), true);
  await page.close();
}

async function pointing() {
  const page = await open("inspect-one.html");
  const lineOf = (words) => expected.lines.indexOf(words) + 1;
  const tied = async () => [await texts(page, ".node.tied > .head > .words, .row.tied"), await texts(page, ".line.tied .words")];
  await page.hover(`.line:nth-child(${lineOf("Who pays")}) .words`);
  check("pointing at a line", await tied(), [["Who pays"], ["Who pays"]]);
  await page.hover(`.line:nth-child(${lineOf("Day | 9.00 | \"all\", they say |")}) .words`);
  check("pointing at a row", await tied(), [['Day9.00"all", they say'], ['Day | 9.00 | "all", they say |']]);
  const cell = await page.evaluateHandle(() => [...document.querySelectorAll("td")].find((td) => td.textContent === "4.00"));
  await cell.hover();
  check("pointing at a cell", await page.evaluate(() => [...CSS.highlights.get("tied")].map(String)), ["4.00"]);
  const after = await page.evaluateHandle(() => [...document.querySelectorAll(".is-paragraph .words")].find((each) => each.textContent.includes("🛳")));
  await after.hover();
  check("pointing at a text beyond the BMP", await page.evaluate(() => [...CSS.highlights.get("tied")].map(String)),
    [expected.lines[6]]);
  await page.hover("h1");
  check("pointing elsewhere", await tied(), [[], []]);
  await page.hover(`.line:nth-child(2) .words`);
  check("the tie comes into sight", await page.$eval(".row.tied", (row) => row.getBoundingClientRect().top < innerHeight), true);
  await page.close();
}

async function keys() {
  const page = await open("inspect-one.html");
  const line = expected.lines.indexOf("Who pays");
  await page.focus("#threshold");
  await page.keyboard.press("Tab");
  check("Tab from the slider", await focused(page), "1");
  for (let n = 0; n < line; n += 1) await page.keyboard.press("ArrowDown");
  check("down to the line", await focused(page), String(line + 1));
  check("focus ties", await texts(page, ".node.tied > .head > .words"), ["Who pays"]);
  await page.keyboard.press("ArrowRight");
  check("right, to the tree", await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Heading 2: Who pays");
  await page.keyboard.press("Enter");
  check("Enter keeps", await texts(page, ".line.kept .words"), ["Who pays"]);
  check("and says so", await page.$eval("#said", (it) => it.textContent), `Line ${line + 1}: Document › Section › Heading 2`);
  check("the address", await page.evaluate(() => location.hash), `#1:${line + 1}`);
  await page.keyboard.press("ArrowDown");
  check("down in the tree", await focused(page), "Paragraph");
  check("what is kept stays", await texts(page, ".line.kept .words"), ["Who pays"]);
  await page.keyboard.press("ArrowLeft");
  check("left, to the source", await focused(page), String(line + 2));
  await page.keyboard.press("Home");
  check("Home", await focused(page), "1");
  await page.keyboard.press("Escape");
  check("Escape lets go", await texts(page, ".kept"), []);
  await page.close();
}

async function copying() {
  const page = await open("inspect-one.html");
  await page.bringToFront();
  const [, copy] = await page.$$("#nodes .actions .small:first-child");
  await copy.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("said").textContent === "Copied");
  check("the clipboard", await page.evaluate(() => navigator.clipboard.readText()), expected.csv);
  const [, show] = await page.$$("#nodes .actions .small:nth-child(2)");
  await show.click();
  check("the CSV is shown", await page.$$eval(".csv:not([hidden])", (found) => found.map((it) => it.textContent)),
    [expected.csv.replaceAll("\r\n", "\n")]);
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("no")); });
  await copy.click();
  await page.waitForFunction(() => document.getElementById("said").textContent.startsWith("Selected"));
  check("selected where it cannot be copied", await page.evaluate(() => String(getSelection())),
    expected.csv.replaceAll("\r\n", "\n").trimEnd());
  await page.close();
}

async function lists() {
  const page = await open("inspect-many.html");
  check("the doubtful first", await texts(page, "#rows th a"), expected.names);
  await page.click("#rows tr:nth-child(3) a");
  await page.waitForFunction(() => !document.getElementById("one").hidden);
  check("the third text", await page.$eval("h1", (it) => it.textContent), expected.names[2]);
  await page.select("#texts", "1");
  await page.waitForFunction((name) => document.querySelector("h1").textContent === name, {}, expected.names[0]);
  await page.$eval(".line", (line) => {
    line.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    location.hash = "2"; // before what was pointed at has come into sight
  });
  await new Promise((done) => { setTimeout(done, 400); });
  await page.click("#to-list");
  await page.waitForFunction(() => !document.getElementById("list").hidden);
  check("the list again", await page.$eval("h1", (it) => it.textContent), `${expected.names.length} texts`);
  await page.close();
  const several = await open("inspect-list.html");
  await Promise.all([several.waitForNavigation(), several.click("#rows tr:nth-child(2) a")]);
  check("a page of its own", await several.$eval("#one", (it) => it.hidden), false);
  await Promise.all([several.waitForNavigation(), several.click("#to-list")]);
  check("back to the list", await texts(several, "h1"), ["3 texts"]);
  await several.close();
}

/** Each kind of element and attribute in the page as it is shown now. */
const vocabulary = (page) => page.evaluate(() => {
  const found = new Set();
  for (const element of document.querySelectorAll("*")) {
    found.add(element.localName);
    for (const { name } of element.attributes) found.add(`${element.localName}[${name}]`);
  }
  return [...found];
});
const OWN = /^((a|b|blockquote|body|br|button|code|dd|div|dl|dt|em|h[123]|head|header|html|i|input|kbd|label|li|main|meta|noscript|ol|option|output|p|pre|script|section|select|span|strong|style|table|tbody|td|th|thead|title|tr|ul)(\[(class|id|dir|hidden|aria-[a-z]+|role|tabindex)\])?|(span|li|i|input)\[(style|title|data-shown)\]|a\[href\]|button\[(type|data-pane)\]|div\[data-shown\]|input\[(type|min|max|step|value)\]|label\[for\]|output\[for\]|ol\[start\]|option\[(value|selected)\]|th\[scope\]|html\[lang\]|meta\[(charset|content|http-equiv|name)\]|script\[(type|id)\])$/;

async function hostile() {
  const page = await open("inspect-hostile.html");
  const count = await page.$$eval("#rows tr", (rows) => rows.length);
  for (let number = 0; number <= count; number += 1) {
    await page.evaluate((hash) => { location.hash = hash; }, String(number));
    await page.waitForFunction((none) => document.getElementById("one").hidden === none, {}, number === 0);
    if (number) {
      await setThreshold(page, 0.2);
      await page.$$eval("#nodes .tag, .line .number", (all) => {
        for (let n = 0; n < all.length; n += 40) all[n].click();
      });
    }
    check(`what hostile text ${number} adds`, (await vocabulary(page)).filter((each) => !OWN.test(each)), []);
  }
  check("hostile texts", count > 0, true);
  await page.close();
}

async function large() {
  const page = await open("inspect-large.html");
  const before = await page.$eval("#count", (it) => it.textContent);
  await page.$eval("#threshold", (slider) => {
    slider.value = 9;
    slider.dispatchEvent(new Event("input"));
  });
  check("the slider of a long text", (await page.$eval("#count", (it) => it.textContent)) === before, false);
  await page.$eval(".lines:last-child .line:last-child .number", (it) => it.click());
  check("its last line is kept", await page.$$eval(".line.kept", (found) => found.length), 1);
  check("elements", (await page.evaluate(() => document.querySelectorAll("*").length)) < 150_000, true);
  await page.close();
  const linked = await open("inspect-large.html#1:3000");
  await new Promise((done) => { setTimeout(done, 1000); });
  check("the line that the address names is in sight", await linked.$$eval(".line.kept, .node.kept", (found) =>
    found.map((it) => it.getBoundingClientRect()).every(({ top, bottom }) => top < innerHeight && bottom > 0)), true);
  await linked.close();
}

async function narrow() {
  const page = await open("inspect-one.html", { width: 360, height: 740 });
  const panes = () => page.$$eval(".pane", (all) => all.filter((it) => it.offsetParent || getComputedStyle(it).position === "fixed").map((it) => it.id));
  check("one pane at a time", await panes(), ["tree"]);
  await page.click('[data-pane="source"]');
  check("the other", await panes(), ["source"]);
  check("nothing sticks out", await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await page.click(".line:nth-child(6) .words");
  check("a sheet with the reasons", await panes(), ["source", "why"]);
  await page.click("#close");
  check("closed again", await panes(), ["source"]);
  await page.close();
}

async function accessible() {
  const places = ["inspect-many.html", "inspect-one.html", "inspect-one.html#1:8", "inspect-many.html#1:3"];
  for (const [scheme, width] of [["light", 1440], ["dark", 1000], ["dark", 360]]) {
    for (const place of places) {
      const page = await open(place, { width, scheme, bypass: true });
      await page.addScriptTag({ path: axe });
      const found = await page.evaluate(async () => (await axe.run()).violations);
      check(`axe-core: ${place}, ${scheme}, ${width}`, found.map((rule) => `${rule.id}: ${rule.nodes[0].html}`), []);
      await page.close();
    }
  }
}

const tests = { slider, headings, pointing, keys, copying, lists, hostile, large, narrow, accessible };
const chosen = process.argv.slice(3);
for (const [name, test] of Object.entries(tests)) {
  if (chosen.length && !chosen.includes(name)) continue;
  const before = failures;
  try {
    await test();
  } catch (error) {
    check(`${name} ended early`, error.stack, "");
  }
  console.log(`inspect: ${name}: ${failures === before ? "as it should be" : `${failures - before} failures`}`);
}
await browser.close();
process.exit(failures ? 1 : 0);
