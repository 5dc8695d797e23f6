// Opened from disk, no script may read the search index. So the search goes, before Material's script looks for it.
if (location.protocol === "file:") {
  for (const part of document.querySelectorAll('label[for="__search"], [data-md-component="search"]')) part.remove();
}
