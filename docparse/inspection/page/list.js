/* The list of several texts, and the way from one to the other. */

function fillList(files, about) {
  const rows = files.map((file, index) => {
    const link = make("a", "", file.name || `text ${index + 1}`);
    link.href = file.page ? file.page.split("/").map(encodeURIComponent).join("/") : `#${index + 1}`;
    link.dir = "auto";
    const why = make("ul", "doubts", file.doubts.map(([, reason]) => make("li", "", reason)));
    const level = file.points >= 10 ? "much" : file.points >= 3 ? "some" : "little";
    const numbers = [file.headings, file.tables, file.questions, file.size];
    return make("tr", "",
      make("td", "", make("span", `doubt ${level}`, String(file.points))),
      make("th", "", link),
      make("td", "", file.doubts.length ? why : make("span", "quiet", "nothing")),
      make("td", "", file.dialect ?? ""),
      numbers.map((number) => make("td", "figure", number.toLocaleString("en"))));
  });
  for (const row of rows) row.children[1].scope = "row";
  byId("rows").replaceChildren(...rows);
  const options = files.map((file, index) => {
    const option = make("option", "", file.name || `text ${index + 1}`);
    option.value = String(index + 1);
    return option;
  });
  byId("texts").replaceChildren(...options);
  byId("texts").addEventListener("change", (event) => { location.hash = event.target.value; });
  byId("to-list").href = about.list ? about.list.split("/").map(encodeURIComponent).join("/") : "#";
}

/** What stands under the name of a text. */
function factsOf(file) {
  const facts = [
    [file.dialect ?? "no", "dialect"],
    ...[["heading", file.headings], ["table", file.tables], ["question", file.questions]].map(
      ([noun, count]) => [count.toLocaleString("en"), count === 1 ? noun : `${noun}s`]),
    [file.points.toLocaleString("en"), file.points === 1 ? "point of doubt" : "points of doubt"],
  ];
  return facts.map(([value, words], index) =>
    make("li", index === 4 && file.points >= 3 ? "doubtful" : "", make("b", "", value), ` ${words}`));
}
