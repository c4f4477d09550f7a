// node check.mjs FOLDER: judge the pages of FOLDER in headless Chromium. See __main__.py.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const folder = resolve(process.argv[2]);
const address = (name) => pathToFileURL(resolve(folder, name)).href;

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});

/** The violations that axe-core finds on a page, one line each. */
async function violations(name) {
  const page = await browser.newPage();
  await page.setBypassCSP(true); // for axe-core, which is a script
  await page.goto(address(name));
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(async () => (await axe.run()).violations);
  await page.close();
  return found.map((rule) => `${name}: ${rule.id}: ${rule.nodes[0].html}`);
}

const sized = await browser.newPage(); // one for all widths: a new one takes longest

/** The widths at which a page scrolls sideways, one line each. */
async function sideways(name, media = "screen", widths = [390, 680, 1000, 1280, 1600]) {
  await sized.emulateMediaType(media);
  await sized.goto(address(name));
  const found = [];
  for (const width of widths) {
    await sized.setViewport({ width, height: 800 });
    const by = await sized.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    if (by > 0) found.push(`${name}: ${by} too many at ${width}`);
  }
  return found;
}

/** How many headers of tables in view are where the reader is, in the middle of each table. */
async function headersInSight(name) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 500 });
  await page.goto(address(name));
  const seen = await page.evaluate(() => [...document.querySelectorAll("table")].map((table) => {
    const { top, height } = table.getBoundingClientRect();
    scrollTo({ top: scrollY + top + height / 2, behavior: "instant" });
    return Math.round(table.querySelector("thead :last-child > *").getBoundingClientRect().top);
  }));
  await page.close();
  return JSON.stringify(seen);
}

/** What comes of the script, the handler, the style and the JSON-LD on a page. */
async function effects(name) {
  const page = await browser.newPage();
  await page.goto(address(name), { waitUntil: "load" });
  const seen = await page.evaluate(() => ({
    script: document.documentElement.hasAttribute("data-script"),
    handler: document.documentElement.hasAttribute("data-handler"),
    style: getComputedStyle(document.querySelector("main")).maxWidth !== "none",
    jsonld: Array.isArray(
      JSON.parse(document.querySelector('[type="application/ld+json"]').textContent)["@graph"],
    ),
  }));
  await page.close();
  return JSON.stringify(seen);
}

const expected = {
  "policy.html": { script: false, handler: false, style: true, jsonld: true },
  "policy-control.html": { script: true, handler: true, style: true, jsonld: true },
};

let failed = false;
const pages = readdirSync(folder).filter((name) => name.startsWith("page-"));
const found = [];
for (const name of pages) found.push(...(await violations(name)));
console.log(`axe-core: ${pages.length} pages, ${found.length} violations`);
found.slice(0, 20).forEach((line) => console.log(`  ${line}`));
failed ||= found.length > 0;

const control = await violations("axe-control.html");
console.log(`axe-core: control, a page with faults: ${control.length} violations`);
failed ||= control.length === 0;

for (const [name, wanted] of Object.entries(expected)) {
  const seen = await effects(name);
  const agrees = seen === JSON.stringify(wanted);
  console.log(`${name}: ${seen}${agrees ? "" : `, but expected ${JSON.stringify(wanted)}`}`);
  failed ||= !agrees;
}

const wide = [];
for (const name of pages) wide.push(...(await sideways(name)));
console.log(`widths: ${pages.length} pages, ${wide.length} scroll sideways`);
wide.slice(0, 20).forEach((line) => console.log(`  ${line}`));
failed ||= wide.length > 0 || (await sideways("sideways-control.html")).length === 0;

const printed = await sideways("vast.html", "print", [673]); // A4 with margins
console.log(`print: ${printed.length} of 1 pages with a vast table is cut`);
failed ||= printed.length > 0;

const headers = await headersInSight("headers.html");
console.log(`headers of long tables, in the middle of each: ${headers} from the top`);
failed ||= headers !== "[0,0,0]";

await browser.close();
process.exit(failed ? 1 : 0);
