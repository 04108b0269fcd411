// What the page asks the daemon. See /api/openapi.json.

import {addressOf} from "./place.js";
import {language} from "./words.js";

/** What went wrong, as the daemon says it; status 0 where it did not answer at all. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

/** The answer to a question, such as `get("/api/clients", {search: "ив"})`. The browser revalidates what it keeps. */
export async function get(path, parameters = {}, {signal} = {}) {
  return ask(addressOf(path, parameters), {signal});
}

/** Has something done, and gives what came of it. */
export async function post(path, parameters = {}) {
  return ask(addressOf(path, parameters), {method: "POST"});
}

async function ask(address, options) {
  let refusal;
  try {
    const response = await fetch(address, {cache: "no-cache", ...options});
    const text = await response.text();
    if (response.ok) {
      return JSON.parse(text);
    }
    refusal = problem(response.status, text);
  } catch (e) {
    // An answer that breaks off is none.
    throw e.name === "AbortError" ? e : new Problem(0, "", "");
  }
  throw refusal;
}

function problem(status, text) {
  try {
    const {title, detail} = JSON.parse(text);
    return new Problem(status, title ?? "", detail ?? text);
  } catch {
    return new Problem(status, String(status), text);
  }
}

/**
 * Puts a file into the inbox. `fetch` does not tell how far it has come.
 *
 * @param {File} file
 * @param {(share: number) => void} progress told how much of it is sent, 0 to 1
 * @returns {Promise<{drop_name: string, bytes: number}>}
 */
export function put(file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/drops/${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = event => progress(event.total ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Problem(0, "", ""));
    request.onload = () => (request.status === 201
      ? resolve(JSON.parse(request.responseText))
      : reject(problem(request.status, request.responseText)));
    request.send(file);
  });
}

/** Where a relation of the mart can be had as CSV. */
export function csvOf(relation, parameters = {}) {
  return csvAt(`/api/relations/${relation}`, parameters);
}

/** The address of a file of CSV, which opens in the Excel of whoever reads this language. */
export function csvAt(path, parameters = {}) {
  return addressOf(path, {...parameters, format: language() === "ru" ? "excel" : null});
}
