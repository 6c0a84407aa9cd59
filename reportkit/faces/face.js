// One panel as it is seen: pickers, chart, table, page, and the words behind what is picked.
// The same script draws it in a notebook (a kernel answers a pick) and in a shared file (the
// answers are in the payload). Everything that comes from a file is set as text, never as markup;
// `page` alone is markup, and reportkit.pages has escaped what it quotes.
globalThis.reportkitFace = (() => {
  const SHOWN_AT_ONCE = 200;
  const LONG = 90; // characters of a match that is a passage rather than a phrase

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

  function shown(value, kind, labels) {
    if (value == null) return labels.unknown;
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

  // -- one face ------------------------------------------------------------------------------
  class Face {
    constructor(root, { pick = null } = {}) {
      this.root = root;
      this.ask = pick; // answers come later through `answer`; without it they are in the payload
      this.wanted = null; // the tab that the reader turned to
      this.search = "";
      this.order = null;
      this.drawn = 0;
    }

    show(payload) {
      // Another table may have another column in that place.
      const sorted = this.order && this.payload.columns[this.order.column].key;
      if (sorted && payload.columns[this.order.column]?.key !== sorted) this.order = null;
      this.payload = payload;
      this.labels = payload.labels;
      this.chosen = new Map(payload.pickers.map((picker) => [picker.param, this.first(picker)]));
      this.picked = null;
      this.limit = SHOWN_AT_ONCE;
      const tabs = this.tabs();
      this.build(tabs);
      return this.drawChart();
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
      this.quotes = make("div", { class: "rk-evidence", role: "status", "aria-live": "polite" });
      // JupyterLab would take the arrow keys and letters for its own commands.
      const face = make("section",
        { class: "rk-face", lang: this.payload.language, "aria-label": this.payload.title, "data-lm-suppress-shortcuts": "true" },
        this.pickers(), tabs.length > 1 ? this.tabBar(tabs) : null, ...Object.values(this.panes), this.said(), this.quotes);
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
        type: "search", placeholder: this.labels.search, "aria-label": `${picker.label}: ${this.labels.search}`,
        oninput: () => { for (const { option, line } of boxes) line.hidden = !option.label.includes(search.value.trim()); },
      });
      const all = button(this.labels.all, () => matches().forEach(({ option }) => ticked.add(option.value)));
      const none = button(this.labels.none, () => matches().forEach(({ option }) => ticked.delete(option.value)));
      const list = make("div", { class: "rk-options" }, ...boxes.map(({ line }) => line));
      const tools = make("div", { class: "rk-tools" }, boxes.length > 8 ? search : null, all, none);
      for (const { box } of boxes) box.checked = true;
      summary.textContent = fill(this.labels.picked, { label: picker.label, n: ticked.size, total: boxes.length });
      return make("details", { class: "rk-many" }, summary, tools, list);
    }

    // The chart and the table follow one choice; a pick made before is no longer shown.
    async choose(picker, value) {
      this.chosen.set(picker.param, value);
      this.quotes.replaceChildren();
      this.picked = null;
      this.limit = SHOWN_AT_ONCE;
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
      await this.view.runAsync();
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
      this.view?.finalize();
      this.view = null;
      if (!this.panes.chart) return;
      const spec = structuredClone(this.payload.spec);
      // In a notebook the panel's own controls choose, in a shared file the pickers above do.
      const driven = new Set(this.payload.pickers.map((picker) => picker.param));
      for (const param of spec.params ?? []) if (this.ask || driven.has(param.name)) delete param.bind;
      const canvas = make("div", { class: "rk-canvas", tabindex: "0", role: "img", "aria-label": spec.description ?? this.payload.title });
      this.panes.chart.replaceChildren(canvas);
      const { view } = await vegaEmbed(canvas, spec, { actions: false, renderer: "svg", mode: "vega-lite" });
      if (mine !== this.drawn) return view.finalize();
      this.view = view;
      this.driven = new Map(this.payload.pickers.map((picker) => [picker.param, this.first(picker)]));
      view.addEventListener("click", (_event, item) => {
        const row = item?.datum?.row;
        if (Number.isInteger(row)) this.pick(row);
      });
      await this.drive(); // a reader may have chosen while it was being drawn
    }

    // -- table -------------------------------------------------------------------------------
    visible() {
      const wanted = this.search.trim().toLowerCase();
      const { rows, row_ids: ids, columns } = this.payload;
      const fits = (cells) => !wanted || cells.some((cell, i) => shown(cell, columns[i].kind, this.labels).toLowerCase().includes(wanted));
      const found = rows.map((cells, line) => ({ cells, line, row: ids[line] }))
        .filter(({ cells, line }) => this.isChosen(line) && fits(cells));
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
      this.more = make("button", { type: "button", class: "rk-more", onclick: () => { this.limit *= 5; this.fillRows(); } }, this.labels.more);
      const scroll = make("div", { class: "rk-scroll", tabindex: "0", role: "region", "aria-label": this.payload.title }, table);
      this.panes.table.replaceChildren(make("div", { class: "rk-tools" }, search, save, this.count), scroll, this.more);
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

    line(cells, row) {
      const { columns } = this.payload;
      const nodes = cells.map((cell, i) => {
        const text = shown(cell, columns[i].kind, this.labels);
        const look = [`rk-is-${columns[i].kind}`, cell == null ? "rk-unknown" : ""].join(" ").trim();
        if (i) return make("td", { class: look }, text);
        const name = this.payload.traceable ? make("button", { type: "button", title: this.labels.trace }, text) : text;
        return make("th", { scope: "row", class: look }, name);
      });
      const pick = this.payload.traceable ? () => this.pick(row) : null;
      const line = make("tr", { "data-row": row, "aria-current": row === this.picked ? "true" : null }, ...nodes);
      if (pick) line.addEventListener("click", pick);
      return line;
    }

    save() {
      const { columns, title } = this.payload;
      const lines = [columns.map((column) => column.key), ...this.visible().map(({ cells }) => cells)];
      const text = "\ufeff" + lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n") + "\r\n";
      const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
      make("a", { href: url, download: `${title.replace(/[\\/:*?"<>|]/g, " ").slice(0, 60)}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    }

    // -- page --------------------------------------------------------------------------------
    fillPage() {
      const page = make("div", { class: "rk-page-body" });
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
      if (this.ask) this.ask(row);
      else this.answer({ row, ...(this.payload.evidence?.[row] ?? { title: "", quotes: [] }) });
    }

    answer({ row, title, quotes, note }) {
      if (row !== this.picked) return; // an answer to an earlier pick
      const lines = quotes.map((quote) => this.quote(quote));
      const empty = quotes.length ? null : make("p", {}, this.labels.no_evidence);
      this.quotes.replaceChildren(make("h4", {}, [this.labels.evidence, title].filter(Boolean).join(": ")),
        ...(empty ? [empty] : [make("ul", {}, ...lines)]), ...(note ? [make("p", { class: "rk-note" }, note)] : []));
    }

    quote({ name, section, start, end, before, match, after, note }) {
      const at = start == null ? "" : fill(this.labels.at, { start, end });
      const words = match == null ? null
        : make("blockquote", {}, before ?? "", make("mark", { class: match.length > LONG ? "rk-long" : null }, match), after ?? "");
      return make("li", {}, make("div", { class: "rk-where" }, [name, section, at, note].filter(Boolean).join(" · ")), words);
    }
  }

  // -- in a notebook: an anywidget -----------------------------------------------------------
  function render({ model, el }) {
    const face = new Face(el, {
      pick: (row) => {
        model.send({ pick: row });
      },
    });
    const show = () => { if (model.get("payload")?.labels) face.show(model.get("payload")); };
    const answer = (message) => { if (message.answer) face.answer(message.answer); };
    model.on("change:payload", show);
    model.on("msg:custom", answer);
    show();
    return () => {
      model.off("change:payload", show);
      model.off("msg:custom", answer);
      face.view?.finalize();
    };
  }

  const broken = (error) => make("p", { role: "alert" }, `reportkit: ${error.message}`);

  // -- in a shared file ----------------------------------------------------------------------
  function drawAll() {
    for (const root of document.querySelectorAll(".reportkit-face")) {
      const place = make("div");
      root.append(place);
      try {
        const payload = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
        new Face(place).show(payload).catch((error) => place.append(broken(error)));
      } catch (error) {
        place.append(broken(error)); // the other faces of the page still stand
      }
    }
  }

  return { Face, render, drawAll };
})();
