// One panel as it is seen: pickers, chart, table, page, and the words behind what is picked.
// The same script draws it in a notebook (a kernel answers a pick) and in a shared file (the
// answers are in the payload). Everything that comes from a file is set as text, never as markup;
// `page` alone is markup, and reportkit.pages has escaped what it quotes.
globalThis.reportkitFace = (() => {
  const SHOWN_AT_ONCE = 200;
  const LONG = 90; // characters of a match that is a passage rather than a phrase
  const SMALLEST = 10; // pixels of the smallest letters: a wider chart is scrolled, not shrunk
  // Pixels beside the pointer where a mark still counts as hit: some are thin lines.
  const NEAR = [[0, 0], [-3, 0], [3, 0], [0, -3], [0, 3]];

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value != null) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child != null));
    return node;
  }

  const fill = (text, values) =>
    Object.entries(values).reduce((said, [key, value]) => said.replaceAll(`{${key}}`, value), text);

  // -- cells ---------------------------------------------------------------------------------
  const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 4 });
  const percent = new Intl.NumberFormat("en", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

  function shown(value, { kind, unknown }, labels) {
    if (value == null) return labels[unknown];
    if (kind === "number") return typeof value === "number" ? plain.format(value) : String(value);
    if (kind === "percent") return percent.format(value);
    if (kind === "yes_no") return value ? labels.yes : labels.no;
    return String(value);
  }

  function compare(a, b) {
    if (a == null || b == null) return (a == null) - (b == null);
    return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh");
  }

  // A spreadsheet runs what begins like this as a formula.
  function csvCell(value) {
    const text = value == null ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  }

  // -- marks ---------------------------------------------------------------------------------
  const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

  // Mark that a key leads to from the one at a place; the first from outside.
  function beside(marks, at, key) {
    if (key === "Home" || (at < 0 && (key in STEPS || key === "ArrowDown" || key === "ArrowUp"))) return marks[0];
    if (key === "End") return marks.at(-1);
    if (key in STEPS) return marks[at + STEPS[key]];
    if (key !== "ArrowDown" && key !== "ArrowUp") return null;
    const from = marks[at];
    const rows = marks.filter(({ y }) => (key === "ArrowDown" ? y > from.y + 2 : y < from.y - 2));
    const near = (mark) => Math.abs(mark.y - from.y) + Math.abs(mark.x - from.x);
    return rows.reduce((best, mark) => (best && near(best) <= near(mark) ? best : mark), null);
  }

  // A line or an area runs through the marks of many rows: it stands for none of them.
  const isOneRow = (node) => !node.closest(".mark-line, .mark-area");

  // What the pointer is told of a mark, for a screen reader; Vega's own name has raw numbers.
  const told = ({ tooltip }) =>
    tooltip instanceof Object ? Object.entries(tooltip).map(([name, value]) => `${name}: ${value}`).join("; ") : null;

  // -- one face ------------------------------------------------------------------------------
  class Face {
    constructor(root, { pick = null } = {}) {
      this.root = root;
      this.ask = pick; // answers come later through `answer`; without it they are in the payload
      this.wanted = null; // the tab that the reader turned to
      this.search = "";
      this.order = null;
      this.drawn = 0;
      this.awaited = new Set(); // what the kernel has yet to send: a drawing, the words of a row
      root.addEventListener("click", (event) => this.follow(this.under(event)));
      root.addEventListener("pointerdown", (event) => { this.pressed = this.press(this.under(event)); });
      root.addEventListener("pointerup", () => this.release());
      root.addEventListener("pointermove", (event) => this.canvas?.classList.toggle("rk-leads", this.under(event) != null));
    }

    async show(payload) {
      const focused = this.focused();
      const asked = this.unanswered();
      this.awaits("words", false);
      // Another table may have another column in that place.
      const sorted = this.order && this.payload.columns[this.order.column].key;
      if (sorted && payload.columns[this.order.column]?.key !== sorted) this.order = null;
      this.payload = payload;
      this.labels = payload.labels;
      this.chosen = new Map(payload.pickers.map((picker) => [picker.param, this.first(picker)]));
      this.picked = null;
      this.several = null;
      this.limit = SHOWN_AT_ONCE;
      const tabs = this.tabs();
      this.build(tabs);
      const drawn = this.drawChart();
      this.focus(focused);
      if (asked) this.askAgain(asked);
      return drawn;
    }

    broken(error) {
      console.error(error);
      return make("p", { role: "alert" }, fill(this.labels.broken, { why: error.message }));
    }

    // -- what a redraw must not lose: the keyboard's place, and a click that is still to be answered
    focused() {
      const at = this.root.getRootNode().activeElement;
      if (!this.root.contains(at)) return -1;
      return this.reached().indexOf(at.closest(".rk-canvas") ?? at); // a mark goes with its chart
    }

    focus(place) {
      const there = place < 0 ? [] : this.reached();
      (there[place] ?? there.at(-1))?.focus({ preventScroll: true });
    }

    reached() {
      return [...this.root.querySelectorAll("button, select, input, summary, a, [tabindex='0']")]
        .filter((node) => !node.closest("[inert]") && node.checkVisibility());
    }

    // Names in the row that a reader has clicked while the kernel was at work on something else.
    unanswered() {
      return this.awaited.has("words") ? this.names(this.lineOf(this.picked)) : null;
    }

    lineOf(row) {
      return this.payload.row_ids.indexOf(row);
    }

    // What a row is about: its cells that are no measured numbers.
    names(line) {
      const { columns, rows } = this.payload;
      return JSON.stringify(columns.map(({ key, kind }, i) => [key, /number|percent/.test(kind) ? 0 : rows[line]?.[i]]));
    }

    // A sign of it appears if it takes long.
    awaits(what, is) {
      is ? this.awaited.add(what) : this.awaited.delete(what);
      if (this.awaited.size) this.root.dataset.awaits = this.labels.awaits;
      else delete this.root.dataset.awaits;
    }

    askAgain(names) {
      const same = this.payload.row_ids.filter((_, line) => this.names(line) === names);
      if (same.length === 1) this.pick(same[0]);
    }

    first(picker) {
      const stated = (this.payload.spec?.params ?? []).find((param) => param.name === picker.param);
      return picker.single ? (stated?.value ?? picker.options[0]?.value ?? null) : null;
    }

    tabs() {
      const { spec, page, columns, labels } = this.payload;
      return [
        ["chart", labels.chart, spec != null],
        ["page", labels.page, Boolean(page)],
        ["table", labels.table, columns.length > 0],
      ].filter(([, , there]) => there);
    }

    build(tabs) {
      this.panes = Object.fromEntries(tabs.map(([key]) => [key, this.pane(key)]));
      this.blank = make("p", { class: "rk-blank", "aria-live": "polite" });
      this.quotes = make("div", { class: "rk-evidence", role: "status", "aria-live": "polite" });
      const face = make("section", { class: "rk-face", lang: this.payload.language, "aria-label": this.payload.title },
        this.pickers(), this.blank, tabs.length > 1 ? this.tabBar(tabs) : null, ...Object.values(this.panes), this.quotes, this.said());
      this.root.replaceChildren(face);
      if (this.panes.table) this.fillTable();
      if (this.panes.page) this.fillPage();
      this.turnTo(tabs.some(([key]) => key === this.wanted) ? this.wanted : tabs[0]?.[0]);
    }

    pane(key) {
      return make("div", { class: `rk-pane rk-${key}`, role: "region", "aria-label": this.labels[key] });
    }

    tabBar(tabs) {
      const bar = make("div", { class: "rk-tabs", role: "group" });
      for (const [key, label] of tabs)
        bar.append(make("button", { type: "button", "data-tab": key, onclick: () => this.turnTo((this.wanted = key)) }, label));
      this.bar = bar;
      return bar;
    }

    turnTo(key) {
      for (const [name, pane] of Object.entries(this.panes)) pane.hidden = name !== key;
      for (const button of this.bar?.children ?? [])
        button.setAttribute("aria-pressed", String(button.dataset.tab === key));
    }

    said() {
      const { reading, notes } = this.payload;
      const lines = [reading, ...notes].filter(Boolean).map((text) => make("p", {}, text));
      return lines.length ? make("div", { class: "rk-reading" }, ...lines) : null;
    }

    // -- pickers: the chart's own parameters -------------------------------------------------
    pickers() {
      const { pickers } = this.payload;
      if (!pickers.length) return null;
      return make("div", { class: "rk-pickers" },
        ...pickers.map((picker) => (picker.single ? this.oneOf(picker) : this.manyOf(picker))));
    }

    oneOf(picker) {
      const list = make("select", { onchange: () => this.choose(picker, picker.options[list.selectedIndex].value) },
        ...picker.options.map((option) => make("option", {}, option.label)));
      list.selectedIndex = picker.options.findIndex((option) => option.value === this.chosen.get(picker.param));
      return make("label", { class: "rk-one" }, `${picker.label} `, list);
    }

    manyOf(picker) {
      const ticked = new Set(picker.options.map((option) => option.value));
      const summary = make("summary");
      const boxes = picker.options.map((option) => {
        const box = make("input", { type: "checkbox", onchange: () => change(() => (box.checked ? ticked.add(option.value) : ticked.delete(option.value))) });
        return { option, box, line: make("label", {}, box, ` ${option.label}`) };
      });
      const change = (step) => {
        step();
        for (const { option, box } of boxes) box.checked = ticked.has(option.value);
        summary.textContent = fill(this.labels.picked, { label: picker.label, n: ticked.size, total: boxes.length });
        this.choose(picker, ticked.size === boxes.length ? null : [...ticked]);
      };
      const matches = () => boxes.filter(({ line }) => !line.hidden);
      const button = (label, step) => make("button", { type: "button", onclick: () => change(step) }, label);
      const search = make("input", {
        type: "search", placeholder: this.labels.find, "aria-label": `${picker.label}: ${this.labels.find}`,
        oninput: () => { for (const { option, line } of boxes) line.hidden = !option.label.includes(search.value.trim()); },
      });
      const all = button(this.labels.all, () => matches().forEach(({ option }) => ticked.add(option.value)));
      const none = button(this.labels.none, () => matches().forEach(({ option }) => ticked.delete(option.value)));
      const list = make("div", { class: "rk-options" }, ...boxes.map(({ line }) => line));
      const tools = make("div", { class: "rk-tools" }, boxes.length > 8 ? search : null, all, none);
      for (const { box } of boxes) box.checked = true;
      summary.textContent = fill(this.labels.picked, { label: picker.label, n: ticked.size, total: boxes.length });
      const details = make("details", { class: "rk-many", onkeydown: (event) => {
        if (event.key !== "Escape" || !details.open) return;
        event.preventDefault();
        details.open = false;
        summary.focus();
      } }, summary, tools, list);
      return details;
    }

    // The chart and the table follow one choice; a pick made before is no longer shown.
    async choose(picker, value) {
      this.chosen.set(picker.param, value);
      this.quotes.replaceChildren();
      this.picked = null;
      this.several = null;
      this.limit = SHOWN_AT_ONCE;
      this.blank.textContent = this.payload.rows.some((_, line) => this.isChosen(line)) ? "" : this.labels.blank;
      if (this.panes.table) this.fillTable();
      if (this.view) await this.drive();
    }

    // Tell the chart what is chosen, where that is not what it begins with.
    async drive() {
      const changed = this.payload.pickers.filter((picker) => this.chosen.get(picker.param) !== this.driven.get(picker.param));
      if (!changed.length) return;
      for (const { param } of changed) {
        this.driven.set(param, this.chosen.get(param));
        this.view.signal(param, this.chosen.get(param));
      }
      await this.view.resize().runAsync(); // fewer names need less room: all of it is laid out anew
      this.fit();
    }

    isChosen(line) {
      return this.payload.pickers.every((picker) => {
        const value = this.chosen.get(picker.param);
        const own = picker.values[line];
        return value === null || (Array.isArray(value) ? value.includes(own) : value === own);
      });
    }

    // -- chart -------------------------------------------------------------------------------
    async drawChart() {
      const mine = ++this.drawn; // a later drawing may overtake this one
      const old = this.canvas;
      this.view?.finalize();
      this.view = this.canvas = null;
      if (!this.panes.chart) return;
      const canvas = this.canvas = make("div", { class: "rk-canvas", tabindex: "0", role: "group", "aria-label": this.payload.spec.description ?? this.payload.title, onkeydown: (event) => this.walk(event) });
      const wide = make("p", { class: "rk-wide", hidden: true }, this.labels.wide);
      const picture = make("button", { type: "button", onclick: () => this.savePicture() }, this.labels.png);
      this.panes.chart.replaceChildren(wide, canvas, make("p", { class: "rk-keys" }, this.labels.marks), make("div", { class: "rk-tools" }, picture));
      // Until the new chart stands the old one keeps its room, so that the page does not jump.
      old?.setAttribute("inert", "");
      if (old) canvas.before(old);
      try {
        const { view } = await vegaEmbed(canvas, this.spec(), { actions: false, renderer: "svg", mode: "vega-lite" });
        if (mine !== this.drawn) return view.finalize();
        this.view = view;
      } catch (error) {
        return canvas.replaceChildren(this.broken(error));
      } finally {
        old?.remove();
      }
      this.resized?.disconnect();
      this.resized = new ResizeObserver(() => { wide.hidden = canvas.scrollWidth <= canvas.clientWidth + 1; });
      this.resized.observe(canvas);
      this.fit();
      this.driven = new Map(this.payload.pickers.map((picker) => [picker.param, this.first(picker)]));
      await this.drive(); // a reader may have chosen while it was being drawn
    }

    spec() {
      const spec = structuredClone(this.payload.spec);
      // How expressions are read is all that a chart may ask for: the marks of another renderer
      // could not be clicked or walked.
      const { ast } = spec.usermeta?.embedOptions ?? {};
      spec.usermeta = { embedOptions: { ast } };
      // In a notebook the panel's own controls choose, in a shared file the pickers above do.
      const driven = new Set(this.payload.pickers.map((picker) => picker.param));
      for (const param of spec.params ?? []) if (this.ask || driven.has(param.name)) delete param.bind;
      return spec;
    }

    // The picture of what is chosen now, twice as fine as on the screen, for print.
    async savePicture() {
      const canvas = await this.view?.toCanvas(2);
      canvas?.toBlob((blob) => this.download(blob, "png"));
    }

    // Letters stay legible: a narrower page shows a part of the chart, and the rest by scrolling.
    fit() {
      const svg = this.canvas.querySelector("svg");
      const sizes = [...svg.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize));
      const scale = Math.min(1, SMALLEST / Math.min(...sizes, Infinity) || 1);
      svg.style.minWidth = `${Math.ceil(svg.viewBox.baseVal.width * scale)}px`;
    }

    // -- marks: each leads to its row, or to the rows that it counts --------------------------
    leads(datum) {
      if (datum == null) return null;
      if (Number.isInteger(datum.row)) return this.isTold(datum.row) ? `row ${datum.row}` : null;
      const by = this.panes.table ? (this.payload.counted?.by ?? []) : [];
      return by.length && by.every(({ field }) => field in datum) ? JSON.stringify(by.map(({ field }) => datum[field])) : null;
    }

    // A shared file says nothing of what its table leaves out, such as the indicators not stated.
    isTold(row) {
      return this.payload.traceable && (this.ask != null || row in (this.payload.evidence ?? {}));
    }

    // What the mark under the pointer shows. Where the pointer is counts, not which node the
    // browser names: the chart may have been drawn anew between press and release, a number may
    // lie on the mark, and a mark may be a thin line.
    under({ target, clientX, clientY }) {
      const { canvas } = this;
      if (!canvas || !(canvas.contains(target) || target.contains(canvas))) return null;
      const page = this.root.getRootNode();
      const there = NEAR.flatMap(([x, y]) => page.elementsFromPoint(clientX + x, clientY + y));
      return [target, ...there.filter((node) => canvas.contains(node))].filter(isOneRow)
        .map((node) => [node.__data__].flat()[0]?.datum).find((datum) => this.leads(datum) != null) ?? null;
    }

    // A press takes the focus from the control before it, whose change may draw all anew before
    // the release: then no click comes, and the row is found by its names.
    press(datum) {
      return datum && { datum, drawn: this.drawn, names: this.names(this.lineOf(datum.row)) };
    }

    release() {
      const { pressed } = this;
      this.pressed = null;
      if (pressed == null || pressed.drawn === this.drawn) return;
      if (Number.isInteger(pressed.datum.row)) this.askAgain(pressed.names);
      else this.follow(pressed.datum);
    }

    follow(datum) {
      if (datum == null) return;
      if (Number.isInteger(datum.row)) this.pick(datum.row);
      else this.list(datum);
    }

    // Marks to walk through, from the top, line by line: the first of those that lead to the same.
    marks() {
      const found = new Map();
      for (const node of this.canvas.querySelectorAll("svg .role-mark :is(path, text)")) {
        const goal = isOneRow(node) ? this.leads(node.__data__?.datum) : null;
        if (goal == null || found.has(goal)) continue;
        const { left, top, width, height } = node.getBoundingClientRect();
        if (!width && node.closest(".mark-rect")) continue; // a bar of nothing: nobody sees it
        found.set(goal, { node, datum: node.__data__.datum, x: left + width / 2, y: Math.round(top + height / 2) });
      }
      return [...found.values()].sort((a, b) => a.y - b.y || a.x - b.x);
    }

    walk(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || !this.view) return;
      const marks = this.marks();
      const at = marks.findIndex(({ node }) => node === document.activeElement);
      if (event.key === "Escape" && at >= 0) {
        event.preventDefault();
        return this.canvas.focus();
      }
      if ((event.key === "Enter" || event.key === " ") && at >= 0) {
        event.preventDefault();
        return this.follow(marks[at].datum);
      }
      const to = beside(marks, at, event.key);
      if (!to) return;
      event.preventDefault();
      to.node.setAttribute("tabindex", "-1");
      to.node.setAttribute("aria-label", told(to.node.__data__) ?? to.node.getAttribute("aria-label") ?? "");
      to.node.focus();
      this.ringAround(to.node);
    }

    // The mark that has the focus; an outline of its own would lie under the marks beside it. What
    // a browser calls its box has room for the corners of a stroke: the shape itself is smaller.
    ringAround(node) {
      const { canvas } = this;
      const [shape, on, outer] = [node.getBBox(), node.getScreenCTM(), canvas.getBoundingClientRect()];
      const ring = make("div", { class: "rk-ring" });
      const at = {
        left: on.e + shape.x * on.a - outer.left + canvas.scrollLeft, width: shape.width * on.a,
        top: on.f + shape.y * on.d - outer.top + canvas.scrollTop, height: shape.height * on.d,
      };
      for (const [side, pixels] of Object.entries(at)) ring.style[side] = `${pixels}px`;
      canvas.append(ring);
      node.addEventListener("blur", () => ring.remove(), { once: true });
    }

    // Rows that a mark counts, in the table; the chart can say how many, not which.
    list(datum) {
      const { by, named } = this.payload.counted;
      const wanted = by.map(({ field, values }) => values.indexOf(datum[field] ?? null));
      const fits = (line) => by.every(({ cells }, i) => cells[line] === wanted[i]);
      const label = named.map((field) => datum[field]).filter((name) => name != null).join(" · ");
      this.quotes.replaceChildren();
      this.picked = null;
      this.search = "";
      this.limit = SHOWN_AT_ONCE;
      this.several = { label, fits };
      if (this.visible().length) {
        this.fillTable();
        this.turnTo("table");
        this.panes.table.querySelector(".rk-several button").focus();
      } else {
        this.several = null;
        this.fillTable();
        this.tell(make("p", {}, fill(this.labels.several_none, { label })));
      }
    }

    severalLine() {
      if (!this.several) return null;
      const said = fill(this.labels.several, { label: this.several.label, n: plain.format(this.visible().length) });
      const end = make("button", { type: "button", onclick: () => {
        this.several = null;
        this.fillTable();
        this.panes.table.querySelector("input").focus(); // the button that had the focus is gone
      } }, this.labels.several_end);
      return make("p", { class: "rk-several", role: "status" }, `${said} `, end);
    }

    // -- table -------------------------------------------------------------------------------
    visible() {
      const wanted = this.search.trim().toLowerCase();
      const { rows, row_ids: ids, columns } = this.payload;
      const fits = (cells) => !wanted || cells.some((cell, i) => shown(cell, columns[i], this.labels).toLowerCase().includes(wanted));
      const found = rows.map((cells, line) => ({ cells, line, row: ids[line] }))
        .filter(({ cells, line }) => this.isChosen(line) && (this.several?.fits(line) ?? true) && fits(cells));
      if (this.order) {
        const { column, down } = this.order;
        found.sort((a, b) => {
          const [x, y] = [a.cells[column], b.cells[column]];
          return x == null || y == null ? compare(x, y) : (down ? -1 : 1) * compare(x, y); // unknown is last either way
        });
      }
      return found;
    }

    fillTable() {
      const search = make("input", {
        type: "search", placeholder: this.labels.search, "aria-label": `${this.labels.table}: ${this.labels.search}`,
        oninput: () => { this.search = search.value; this.limit = SHOWN_AT_ONCE; this.fillRows(); },
      });
      search.value = this.search;
      this.count = make("span", { role: "status" });
      const save = make("button", { type: "button", onclick: () => this.save() }, this.labels.csv);
      this.body = make("tbody");
      this.heads = this.payload.columns.map((column, i) => this.head(column, i));
      const table = make("table", {}, make("caption", {}, this.payload.title),
        make("thead", {}, make("tr", {}, ...this.heads)), this.body);
      this.more = make("button", { type: "button", class: "rk-more", onclick: () => this.showMore() }, this.labels.more);
      const scroll = make("div", { class: "rk-scroll", tabindex: "0", role: "region", "aria-label": this.payload.title }, table);
      const tools = make("div", { class: "rk-tools" }, search, save, this.count);
      this.panes.table.replaceChildren(...[this.severalLine(), tools, scroll, this.more].filter(Boolean));
      this.fillRows();
    }

    head(column, i) {
      const gloss = column.gloss && column.gloss !== column.label ? make("small", {}, column.gloss) : null;
      const sort = () => {
        this.order = { column: i, down: this.order?.column === i && !this.order.down };
        this.fillRows();
      };
      return make("th", { scope: "col", class: `rk-is-${column.kind}` }, make("button", { type: "button", onclick: sort }, make("span", {}, column.label), gloss));
    }

    fillRows() {
      const found = this.visible();
      const number = new Intl.NumberFormat("en");
      this.count.textContent = fill(this.labels.rows, { n: number.format(found.length), total: number.format(this.payload.rows.length) });
      this.heads.forEach((head, i) =>
        head.setAttribute("aria-sort", this.order?.column !== i ? "none" : this.order.down ? "descending" : "ascending"));
      this.body.replaceChildren(...found.slice(0, this.limit).map(({ cells, row }) => this.line(cells, row)));
      this.more.hidden = found.length <= this.limit;
    }

    // The keyboard goes on with the first of the new rows: the button may be gone.
    showMore() {
      const shown = this.body.children.length;
      this.limit *= 5;
      this.fillRows();
      (this.body.children[shown]?.querySelector("button") ?? this.body.closest(".rk-scroll")).focus({ preventScroll: true });
    }

    line(cells, row) {
      const { columns } = this.payload;
      const nodes = cells.map((cell, i) => {
        const text = shown(cell, columns[i], this.labels);
        const look = [`rk-is-${columns[i].kind}`, cell == null ? "rk-unknown" : ""].join(" ").trim();
        if (i) return make("td", { class: look }, columns[i].kind === "before" ? make("bdi", {}, text) : text);
        const name = this.payload.traceable ? make("button", { type: "button", title: this.labels.trace }, text) : text;
        return make("th", { scope: "row", class: look }, name);
      });
      const pick = this.payload.traceable ? () => this.pick(row) : null;
      const line = make("tr", { "data-row": row, "aria-current": row === this.picked ? "true" : null }, ...nodes);
      if (pick) line.addEventListener("click", pick);
      return line;
    }

    save() {
      const { columns } = this.payload;
      const lines = [columns.map((column) => column.key), ...this.visible().map(({ cells }) => cells)];
      const text = "\ufeff" + lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n") + "\r\n";
      this.download(new Blob([text], { type: "text/csv;charset=utf-8" }), "csv");
    }

    download(blob, ending) {
      const url = URL.createObjectURL(blob);
      const name = this.payload.title.replace(/[\\/:*?"<>|]/g, " ").slice(0, 60);
      make("a", { href: url, download: `${name}.${ending}` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    }

    // -- page --------------------------------------------------------------------------------
    fillPage() {
      const page = make("div", { class: "rk-page-body", tabindex: "0", role: "region", "aria-label": this.payload.title });
      page.innerHTML = this.payload.page;
      const picks = (event) => {
        const link = event.type === "click" ? event.target.closest?.('a[href^="#"]') : null;
        if (link) {
          // Within the page: the notebook around it keeps its own address.
          event.preventDefault();
          const goal = page.querySelector(`#${CSS.escape(link.getAttribute("href").slice(1))}`);
          goal?.scrollIntoView({ block: "nearest" });
          goal?.focus?.({ preventScroll: true });
          return;
        }
        const row = event.target.closest?.("[data-row]")?.dataset.row;
        if (row != null && (event.type === "click" || event.key === "Enter")) this.pick(Number(row));
      };
      page.addEventListener("click", picks);
      page.addEventListener("keydown", picks);
      this.panes.page.replaceChildren(...[this.kinds(page), page].filter(Boolean));
    }

    // Ticks that hide the lines of a kind, such as those that did not change.
    kinds(page) {
      const there = new Set([...page.querySelectorAll("[data-kind]")].map((node) => node.dataset.kind));
      const kinds = (this.payload.kinds ?? []).filter(({ value }) => there.has(value));
      if (kinds.length < 2) return null;
      return make("div", { class: "rk-tools", role: "group" }, ...kinds.map(({ value, label }) => {
        const box = make("input", { type: "checkbox", onchange: () => {
          for (const node of page.querySelectorAll(`[data-kind="${CSS.escape(value)}"]`)) node.hidden = !box.checked;
        } });
        box.checked = true;
        return make("label", {}, box, ` ${label}`);
      }));
    }

    // -- the words behind a row --------------------------------------------------------------
    pick(row) {
      if (!this.payload.traceable) return;
      this.picked = row;
      for (const line of this.body?.children ?? [])
        Number(line.dataset.row) === row ? line.setAttribute("aria-current", "true") : line.removeAttribute("aria-current");
      this.awaits("words", Boolean(this.ask));
      if (this.ask) this.ask(row);
      else this.answer({ row, ...(this.payload.evidence?.[row] ?? { title: "", quotes: [] }) });
    }

    answer({ row, title, quotes, note }) {
      if (row !== this.picked) return; // an answer to an earlier pick
      this.awaits("words", false);
      const lines = quotes.map((quote) => this.quote(quote));
      const empty = quotes.length ? null : make("p", {}, this.labels.no_evidence);
      const of = title ? fill(this.labels.evidence_of, { title }) : this.labels.evidence;
      this.tell(make("h4", {}, of),
        ...(empty ? [empty] : [make("ul", {}, ...lines)]), ...(note ? [make("p", { class: "rk-note" }, note)] : []));
    }

    // Below a high chart nobody would see it: it comes into sight.
    tell(...nodes) {
      this.quotes.replaceChildren(...nodes);
      this.quotes.scrollTop = 0;
      this.quotes.scrollIntoView({ block: "nearest" });
    }

    quote({ name, section, start, end, before, match, after, note }) {
      const at = start == null ? "" : fill(this.labels.at, { start, end });
      const words = match == null ? null
        : make("blockquote", {}, before ?? "", make("mark", { class: match.length > LONG ? "rk-long" : null }, match), after ?? "");
      return make("li", {}, make("div", { class: "rk-where" }, [name, section, at, note].filter(Boolean).join(" · ")), words);
    }
  }

  function broken(error) {
    console.error(error);
    return make("p", { role: "alert" }, `reportkit: ${error.message}`);
  }

  // Draw a face that is given as JSON. What can't be drawn says so; it leaves no blank.
  async function draw(face, text) {
    try {
      await face.show(JSON.parse(text));
    } catch (error) {
      face.root.replaceChildren(broken(error));
    }
  }

  // -- in a notebook: an anywidget -----------------------------------------------------------
  const EDITING = new Set(["a", "c", "v", "x", "y", "z"]);

  // Keys that a notebook gets: to leave the panel, to run the cell, to save. Any other belongs to
  // the control that has the focus: JupyterLab would cut the cell at an x on a checkbox.
  function isForNotebook(event) {
    if (event.defaultPrevented) return false;
    if (event.key === "Escape") return true;
    const held = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "Enter") return held || event.shiftKey;
    return held && event.key.length === 1 && !EDITING.has(event.key.toLowerCase());
  }

  // The controls of a panel are widgets of their own, around the face.
  function keepKeys(el) {
    if (!el.isConnected) return requestAnimationFrame(() => keepKeys(el));
    const panel = el.closest(".reportkit") ?? el;
    panel.addEventListener("keydown", (event) => { if (!isForNotebook(event)) event.stopPropagation(); });
  }

  function render({ model, el }) {
    keepKeys(el);
    const face = new Face(el, {
      pick: (row) => {
        model.send({ pick: row });
      },
    });
    const show = () => { if (model.get("payload")) draw(face, model.get("payload")); };
    const answer = (message) => { if (message.answer) face.answer(message.answer); };
    const work = () => { if (face.payload) face.awaits("drawing", model.get("working")); };
    model.on("change:payload", show);
    model.on("change:working", work);
    model.on("msg:custom", answer);
    show();
    return () => {
      model.off("change:payload", show);
      model.off("change:working", work);
      model.off("msg:custom", answer);
      face.resized?.disconnect();
      face.view?.finalize();
    };
  }

  // -- in a shared file ----------------------------------------------------------------------
  function drawAll() {
    for (const root of document.querySelectorAll(".reportkit-face")) {
      const place = make("div");
      root.append(place);
      draw(new Face(place), root.querySelector('script[type="application/json"]')?.textContent ?? "");
    }
  }

  return { Face, render, drawAll };
})();
