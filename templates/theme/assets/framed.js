// A page of a course package belongs into its launch page, which alone speaks to the portal. Opened in a window of its own,
// it leads there.
document.documentElement.dataset.course = "";
if (parent === self) {
  const site = new URL("..", document.currentScript.src);
  const here = decodeURI(location.pathname.slice(site.pathname.length)) + location.hash;
  location.replace(new URL("../index.html#" + encodeURIComponent(here), site));
}
