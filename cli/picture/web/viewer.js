// The page's behaviour: draws what the file holds, lets one search, look at evidence, and open up hidden neighbours.
// All text from the graph goes in by textContent or as a label on a canvas, never as markup.
(function () {
  "use strict";
  const FILLS = ["#cfe3f7", "#fbd9b5", "#cdebcf", "#f6c9cb", "#e0d3ef", "#e5d5cb", "#f7d6ec", "#e2e2e2", "#eeedb8", "#c3ecf0"];
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const byId = (id) => document.getElementById(id);

  const labels = [...new Set(graph.nodes.map((n) => n.labels[0] || ""))];
  const fillOf = (node) => FILLS[labels.indexOf(node.labels[0] || "") % FILLS.length];
  const neighbours = new Map(graph.nodes.map((n) => [n.id, []]));
  graph.edges.forEach((e) => {
    neighbours.get(e.start).push(e);
    if (e.start !== e.end) neighbours.get(e.end).push(e);
  });
  const nodeOf = new Map(graph.nodes.map((n) => [n.id, n]));
  const shown = new Set();
  const spread = 240 * Math.sqrt(graph.nodes.filter((n) => n.at).length);

  function elementsFor(ids) {
    ids.forEach((id) => shown.add(id));
    const elements = ids.map((id) => {
      const node = nodeOf.get(id);
      const at = node.at && { x: node.at[0] * spread, y: node.at[1] * spread * 0.6 };
      return { group: "nodes", position: at, data: { id: "n" + id, number: id, caption: node.caption, fill: fillOf(node) } };
    });
    const fresh = new Set(ids);
    graph.edges.forEach((e, i) => {
      if (shown.has(e.start) && shown.has(e.end) && (fresh.has(e.start) || fresh.has(e.end))) {
        elements.push({ group: "edges", data: { id: "e" + i, number: i, source: "n" + e.start, target: "n" + e.end, caption: e.type } });
      }
    });
    return elements;
  }

  // The program placed the nodes with the most relationships; the others come when they are asked for.
  const first = graph.nodes.filter((n) => n.at).map((n) => n.id);

  const cy = cytoscape({
    container: byId("picture"),
    elements: elementsFor(first),
    layout: { name: "preset", fit: false },
    wheelSensitivity: 0.3,
    style: [
      { selector: "node", style: { label: "data(caption)", shape: "round-rectangle", width: "label", height: "label", padding: "6px",
        "background-color": "data(fill)", "border-width": 1, "border-color": "#999", "text-valign": "center", "font-size": 12,
        "text-wrap": "wrap", "text-max-width": 160 } },
      { selector: "node.more", style: { "border-style": "dashed", "border-width": 2, "border-color": "#555" } },
      { selector: "edge", style: { label: "data(caption)", "font-size": 9, color: "#555", width: 1.2, "line-color": "#aaa",
        "target-arrow-color": "#aaa", "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "bezier",
        "text-rotation": "autorotate", "text-background-color": "#fff", "text-background-opacity": 0.85, "text-background-padding": 1 } },
      { selector: ".found", style: { "border-color": "#d00", "border-width": 3 } },
      { selector: ".faded", style: { opacity: 0.2 } },
      { selector: "edge.near", style: { "line-color": "#d77", "target-arrow-color": "#d77", width: 2 } },
    ],
  });

  // Pushes boxes apart that lie over each other.
  function separate() {
    const boxes = cy.nodes().map((n) => ({ n, x: n.position("x"), y: n.position("y"), w: n.outerWidth() + 14, h: n.outerHeight() + 14 }));
    for (let round = 0, moved = true; moved && round < 200; ++round) {
      moved = false;
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
        const over = { x: (a.w + b.w) / 2 - Math.abs(a.x - b.x), y: (a.h + b.h) / 2 - Math.abs(a.y - b.y) };
        if (over.x <= 0 || over.y <= 0) return;
        const axis = over.x < over.y ? "x" : "y";
        const push = (a[axis] <= b[axis] ? -1 : 1) * (over[axis] / 2 + 0.5);
        a[axis] += push;
        b[axis] -= push;
        moved = true;
      }));
    }
    cy.batch(() => boxes.forEach((box) => box.n.position({ x: box.x, y: box.y })));
  }

  // Dashed border: the file holds more around this node.
  function mark() {
    cy.nodes().forEach((n) => {
      const id = n.data("number");
      const more = neighbours.get(id).some((e) => !shown.has(e.start) || !shown.has(e.end));
      n.toggleClass("more", more);
    });
    byId("counts").textContent = shown.size + " of " + graph.nodes.length + " nodes, " + cy.edges().length + " of " +
      graph.edges.length + " relationships";
  }

  function expand(id) {
    const hidden = [...new Set(neighbours.get(id).flatMap((e) => [e.start, e.end]))].filter((n) => !shown.has(n));
    if (hidden.length === 0) return;
    const at = cy.getElementById("n" + id).position();
    const elements = elementsFor(hidden);
    elements.forEach((e, i) => {
      if (e.group === "nodes") e.position = { x: at.x + 120 * Math.cos(i), y: at.y + 120 * Math.sin(i) };
    });
    cy.add(elements);
    separate();
    mark();
  }

  function show(title, kind, properties) {
    const box = byId("detail");
    box.replaceChildren();
    const heading = document.createElement("h1");
    heading.textContent = title + (kind ? " (" + kind + ")" : "");
    const table = document.createElement("table");
    Object.entries(properties).forEach(([key, value]) => {
      const row = table.insertRow();
      row.insertCell().textContent = key;
      row.insertCell().textContent = typeof value === "string" ? value : JSON.stringify(value);
    });
    box.append(heading, table);
  }

  function showNode(element) {
    const node = nodeOf.get(element.data("number"));
    show(node.caption, node.labels.join(", "), node.props);
    element.connectedEdges().addClass("near");
  }
  function showEdge(element) {
    const e = graph.edges[element.data("number")];
    show(nodeOf.get(e.start).caption + " → " + e.type + " → " + nodeOf.get(e.end).caption, "", e.props);
    element.addClass("near");
  }
  cy.on("mouseover", "node", (event) => showNode(event.target));
  cy.on("mouseover", "edge", (event) => showEdge(event.target));
  cy.on("mouseout", (event) => {
    if (event.target !== cy) cy.edges().removeClass("near");
  });
  cy.on("tap", "node", (event) => expand(event.target.data("number")));

  function search() {
    const text = byId("search").value.trim().toLowerCase();
    cy.elements().removeClass("found faded");
    if (text === "") return;
    const hits = graph.nodes.filter((n) => n.caption.toLowerCase().includes(text)).map((n) => n.id);
    const hidden = hits.filter((id) => !shown.has(id)).slice(0, 20);
    if (hidden.length > 0) {
      const elements = elementsFor(hidden);
      const middle = cy.extent();
      elements.forEach((e) => {
        if (e.group === "nodes") e.position = { x: (middle.x1 + middle.x2) / 2, y: (middle.y1 + middle.y2) / 2 };
      });
      cy.add(elements);
      separate();
      mark();
    }
    const found = cy.nodes().filter((n) => n.data("caption").toLowerCase().includes(text));
    cy.elements().not(found.closedNeighborhood()).addClass("faded");
    found.addClass("found");
    if (found.length === 1) showNode(found[0]);
  }
  byId("search").addEventListener("input", search);
  byId("fit").addEventListener("click", () => cy.fit(undefined, 30));

  labels.forEach((label) => {
    const entry = document.createElement("span");
    entry.textContent = label || "no label";
    entry.style.setProperty("--fill", FILLS[labels.indexOf(label) % FILLS.length]);
    byId("legend").append(entry);
  });
  separate();
  cy.fit(undefined, 30);
  mark();
  // page.html#Minsk opens with a search; page.html#e3 shows what is known of a relationship; page.html#n7 opens a node up.
  const wish = decodeURIComponent(location.hash.slice(1));
  if (/^e\d+$/.test(wish) && cy.getElementById(wish).length) {
    showEdge(cy.getElementById(wish));
  } else if (/^n\d+$/.test(wish) && cy.getElementById(wish).length) {
    expand(Number(wish.slice(1)));
  } else if (wish) {
    byId("search").value = wish;
    search();
  }
  document.body.dataset.drawn = cy.nodes().length + " nodes, " + cy.edges().length + " edges";
})();
