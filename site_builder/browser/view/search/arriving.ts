/** Where the words stand that a reader searched for while the next page is loaded. */

export const KEY = "armory.search-arrival";

export function isArriving(): boolean {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
