"use strict";

// The page gives the command a file and shows its report. What comes from a file is
// put into the page as text, never as markup.

const $ = id => document.getElementById(id);
const reportFile = "/report.json", ticketFile = "/report.md";

let module = null;  // the command, compiled
let worker = null;  // that runs it now
let links = [];     // of files to be saved, until the next report

// run runs the command in a worker of its own. given are files that it can read, the
// input first; wanted are names of files that it may write.
function run(args, given = [], wanted = [], onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    worker = new Worker("worker.js");
    const end = () => { worker.terminate(); worker = null; };
    worker.onmessage = ({ data }) => {
      if ("progress" in data) return onProgress(data.progress);
      end();
      resolve(data);
    };
    worker.onerror = event => { event.preventDefault(); end(); reject(new Error("The command broke off: " + event.message)); };
    worker.postMessage({ module, args, given, wanted });
  });
}

// make returns an element with attributes and children; a text is a text.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}

// plain returns a text without what changes how the text around it is shown: control
// characters and those for the direction of writing.
const plain = text => String(text ?? "").replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");

const number = n => n.toLocaleString("en");

function table(caption, heads, rows) {
  const head = make("tr", {}, ...heads.map(text => make("th", { scope: "col" }, text)));
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...rows)));
}

const list = items => make("ul", {}, ...items.map(item => make("li", {}, item)));

function section(title, ...content) { return [make("h3", {}, title), ...content]; }

function place(row) {
  return "row " + number(row.row) + (row.column ? ", column " + number(row.column) : "");
}

function problemRow(p) {
  const first = p.first.map(row => make("span", {}, place(row), row.value === undefined ? "" : ": ",
    row.value === undefined ? "" : make("code", {}, plain(row.value))));
  return make("tr", {},
    make("th", { scope: "row" }, plain(p.field) || "(whole record)"),
    make("td", {}, make("code", {}, plain(p.reason)), make("br"),
      make("span", { class: p.warning ? "warn" : "bad" }, p.warning ? "warning" : "error")),
    make("td", { class: "number" }, number(p.count)),
    make("td", {}, make("div", {}, plain(p.expected)), make("div", { class: "soft" }, plain(p.hint))),
    make("td", {}, list(first)));
}

function columnRow(c) {
  return make("tr", {}, make("td", { class: "number" }, number(c.number)),
    make("th", { scope: "row" }, plain(c.name) || "(without a name)"), make("td", {}, plain(c.field) || "left out"), make("td", {}, plain(c.how)));
}

function link(blob, name) {
  const url = URL.createObjectURL(blob);
  links.push(url);
  return make("a", { href: url, download: name }, "Save " + name);
}

// show shows the report of a run.
function show(report, written, args, rejects) {
  const count = (name, n, kind) => make("div", {}, make("dt", {}, name), make("dd", { class: kind }, number(n)));
  const parts = [];
  if (report.stopped) parts.push(make("p", { class: "box bad" }, "The run ended early: " + plain(report.stopped)));
  parts.push(make("dl", {}, count("Records read", report.read, ""), count("Good", report.accepted, "good"), count("Refused", report.refused, "bad")));
  parts.push(...section("Problems", report.problems.length === 0 ? make("p", {}, "None was found.")
    : table("By field and reason: how often, what is expected, and the first rows",
      ["Field", "Reason", "Count", "Expected, and what to do", "First rows"], report.problems.map(problemRow))));
  if (report.warnings) parts.push(...section("Warnings", list(report.warnings.map(plain))));
  for (const input of report.inputs) {
    if (input.columns) {
      parts.push(...section("Columns", table("What became of the columns", ["Column", "In the header", "Became", "By"], input.columns.map(columnRow))));
    }
  }
  if (report.next) parts.push(...section("What to do next", list(report.next.map(plain))));
  const saved = [link(written.get(reportFile), "report.json"), link(written.get(ticketFile), "report.md")];
  if (report.refused && written.has(rejects)) saved.unshift(link(written.get(rejects), rejects));
  parts.push(...section("Files", list(saved)));
  parts.push(...section("The same on your machine", make("p", {}, make("code", {}, plain(["zohocrm", ...args].map(quoted).join(" "))))));
  $("result").replaceChildren(...parts);
  $("report").hidden = false;
  $("title").focus();
}

const quoted = arg => /^[\w./:=,-]+$/.test(arg) ? arg : "'" + arg.replaceAll("'", "'\\''") + "'";

function fail(text) {
  $("error").textContent = text.replace(/[^\P{C}\n]/gu, "\uFFFD");
  $("error").hidden = false;
}

// split splits flags as a shell does: at white space that is not in quotes.
function split(text) {
  return (text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map(arg => arg.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

// formatOf returns the format of a text that was pasted.
function formatOf(text) {
  const start = text.trimStart();
  if (start.startsWith("[")) return "json";
  if (!start.startsWith("{")) return "csv";
  const [first, second] = start.split(/\r?\n/, 2);
  try {
    JSON.parse(first);
    return second?.trim() ? "jsonl" : "json";
  } catch {
    return "json";
  }
}

// input returns the records as a file with a name, and the format if it is chosen.
function input() {
  const format = $("format").value, [file] = $("file").files;
  if (file) return [file.name, file, format];
  const text = $("text").value;
  return text.trim() ? ["pasted." + (format || formatOf(text)), new Blob([text]), format] : null;
}

function busy(on) {
  $("check").disabled = on;
  $("cancel").disabled = !on;
  $("progress").hidden = !on;
  $("progress").value = 0;
}

function clear() {
  for (const url of links) URL.revokeObjectURL(url);
  links = [];
  $("error").hidden = $("report").hidden = true;
  $("result").replaceChildren();
}

async function check() {
  clear();
  const chosen = input();
  if (!chosen) {
    $("status").textContent = "Choose a file or paste records first.";
    return;
  }
  const [name, file, format] = chosen, custom = $("custom").value.trim(), [fields] = $("fields").files;
  const given = [[name, file]], args = [$("operation").value, "-module", custom || $("module").value, "-dry-run"];
  if (custom) args.push("-custom");
  if (format) args.push("-in", format);
  if (fields) {
    given.push(["metadata/" + fields.name, fields]);
    args.push("-fields", "metadata/" + fields.name);
  }
  args.push(...split($("flags").value));
  const rejects = "rejects-of-" + name.replace(/\.gz$/i, "");
  const own = ["-problems", "none", "-report", reportFile, "-report", ticketFile, "-rejects", rejects];
  if ($("values").checked) own.push("-report-values");
  busy(true);
  $("status").textContent = "Checking…";
  try {
    const result = await run([...args, ...own, "--", name], given, [reportFile, ticketFile, rejects], part => {
      $("progress").value = part;
      $("progress").textContent = Math.round(100 * part) + " %";
    });
    const report = result.written.get(reportFile);
    if (!report || result.status === 2) {
      $("status").textContent = "Nothing was checked.";
      fail(result.errors || "The command wrote no report.");
    } else {
      $("status").textContent = result.errors.split("\n", 1)[0].replace(/\p{C}/gu, "\uFFFD") + ".";
      show(JSON.parse(await report.text()), result.written, [...args, name], rejects);
    }
  } catch (error) {
    $("status").textContent = "Nothing was checked.";
    fail(error.message);
  }
  busy(false);
}

function cancel() {
  worker?.terminate();
  worker = null;
  busy(false);
  $("status").textContent = "Cancelled.";
  $("check").focus();
}

// load compiles the command and fills the list of modules, which it knows.
async function load() {
  const answer = await fetch("zohocrm.wasm");
  if (!answer.ok) throw new Error("zohocrm.wasm is not there: make try builds it.");
  module = await WebAssembly.compile(await answer.arrayBuffer());
  const { out } = await run(["modules"]);
  for (const line of out.split("\n").slice(1)) {
    const [name] = line.split(/\s+/, 1);
    if (name) $("module").append(make("option", {}, name));
  }
  busy(false);
  $("status").textContent = "Ready.";
}

$("form").addEventListener("submit", event => { event.preventDefault(); check(); });
$("cancel").addEventListener("click", cancel);
$("file").addEventListener("change", () => { if ($("file").files.length) $("text").value = ""; });
$("text").addEventListener("input", () => { $("file").value = ""; });
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  $("records").addEventListener(name, event => {
    event.preventDefault();
    $("records").classList.toggle("over", over);
    if (name !== "drop" || event.dataTransfer.files.length === 0) return;
    $("file").files = event.dataTransfer.files;
    $("text").value = "";
  });
}
load().catch(error => {
  $("status").textContent = "The command did not load.";
  fail(location.protocol === "file:" ? "A browser loads the command from a web server only: serve this folder over http." : error.message);
});
