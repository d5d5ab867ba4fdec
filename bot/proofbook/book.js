"use strict";
// Everything can be read without this: it only lets one look for a person.
const finder = document.getElementById("finder");
const wanted = document.getElementById("finder-name");
const told = document.getElementById("finder-told");
const messages = [...document.querySelectorAll(".proof.direct")].map((node) => ({
  node,
  names: (node.querySelector(".names")?.textContent ?? "").toLowerCase(),
}));

function look() {
  const name = wanted.value.trim().toLowerCase();
  let shown = 0;
  for (const { node, names } of messages) {
    const isOut = name !== "" && !names.includes(name);
    node.classList.toggle("is-out", isOut);
    shown += isOut ? 0 : 1;
  }
  const what = shown === 1 ? "1 direct message is shown" : `${shown} direct messages are shown`;
  told.textContent = name ? `${what}. Messages to the channel stay; those without names are left out.` : "";
}

wanted.addEventListener("input", look);
finder.hidden = false;
