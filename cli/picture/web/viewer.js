// The page's behaviour: draws what the file holds, lets one search, look at evidence, and open up hidden neighbours.
// All text from the graph goes in by textContent or as a label on a canvas, never as markup.
(function () {
  "use strict";
  const SHOWN_AT_FIRST = 150;
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

  function elementsFor(ids) {
    ids.forEach((id) => shown.add(id));
    const elements = ids.map((id) => {
      const node = nodeOf.get(id);
      return { group: "nodes", data: { id: "n" + id, number: id, caption: node.caption, fill: fillOf(node) } };
    });
    const fresh = new Set(ids);
    graph.edges.forEach((e, i) => {
      if (shown.has(e.start) && shown.has(e.end) && (fresh.has(e.start) || fresh.has(e.end))) {
        elements.push({ group: "edges", data: { id: "e" + i, number: i, source: "n" + e.start, target: "n" + e.end, caption: e.type } });
      }
    });
    return elements;
  }

  const first = graph.nodes.map((n) => n.id)
    .sort((a, b) => neighbours.get(b).length - neighbours.get(a).length || a - b).slice(0, SHOWN_AT_FIRST);

  const cy = cytoscape({
    container: byId("picture"),
    elements: elementsFor(first),
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

  function arrange(fit) {
    cy.layout({ name: "cose", animate: false, randomize: fit, fit, nodeRepulsion: 9000, idealEdgeLength: 110, padding: 30 }).run();
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
    arrange(false);
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

  cy.on("mouseover", "node", (event) => {
    const node = nodeOf.get(event.target.data("number"));
    show(node.caption, node.labels.join(", "), node.props);
    event.target.connectedEdges().addClass("near");
  });
  cy.on("mouseover", "edge", (event) => {
    const e = graph.edges[event.target.data("number")];
    show(nodeOf.get(e.start).caption + " → " + e.type + " → " + nodeOf.get(e.end).caption, "", e.props);
    event.target.addClass("near");
  });
  cy.on("mouseout", (event) => {
    if (event.target !== cy) cy.edges().removeClass("near");
  });
  cy.on("tap", "node", (event) => expand(event.target.data("number")));

  byId("search").addEventListener("input", () => {
    const text = byId("search").value.trim().toLowerCase();
    cy.elements().removeClass("found faded");
    if (text === "") return;
    const hits = graph.nodes.filter((n) => n.caption.toLowerCase().includes(text)).map((n) => n.id);
    const hidden = hits.filter((id) => !shown.has(id)).slice(0, 20);
    if (hidden.length > 0) {
      cy.add(elementsFor(hidden));
      arrange(false);
      mark();
    }
    const found = cy.nodes().filter((n) => n.data("caption").toLowerCase().includes(text));
    cy.elements().not(found.closedNeighborhood()).addClass("faded");
    found.addClass("found");
  });
  byId("fit").addEventListener("click", () => cy.fit(undefined, 30));

  labels.forEach((label) => {
    const entry = document.createElement("span");
    entry.textContent = label || "no label";
    entry.style.setProperty("--fill", FILLS[labels.indexOf(label) % FILLS.length]);
    byId("legend").append(entry);
  });
  arrange(true);
  mark();
  document.body.dataset.drawn = cy.nodes().length + " nodes, " + cy.edges().length + " edges";
})();
