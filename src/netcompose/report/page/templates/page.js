"use strict";
(() => {
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const query = document.getElementById("q"), hits = document.getElementById("hits"), all = document.getElementById("all");
  const people = [...document.querySelectorAll("#people li")].map(item => [item, fold(item.textContent)]);
  document.getElementById("search").hidden = false;
  query.addEventListener("input", () => {
    const words = fold(query.value).split(" ");
    let found = 0;
    for (const [item, text] of people) {
      item.hidden = !words.every(word => text.includes(word));
      found += !item.hidden;
    }
    all.open = query.value !== "";
    hits.textContent = query.value ? `${found} ${hits.dataset.found}` : "";
  });
})();
