const query = new URLSearchParams(location.search);

if (query.has("attempt")) {
  for (const name of ["attempt", "outcome"]) {
    document.getElementById(name).textContent = query.get(name) ?? "";
  }
  document.getElementById("nothing").hidden = true;
  document.getElementById("result").hidden = false;
}
