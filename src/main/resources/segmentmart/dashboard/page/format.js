// Figures, days and moments as the reader's language writes them.

import {language, t} from "./words.js";

const locale = () => (language() === "ru" ? "ru-RU" : "en-GB");

/** A number with at most so many decimals; what is unknown is said so. */
export function number(value, decimals = 0) {
  return value === null || value === undefined
    ? t("shell.unknown")
    : new Intl.NumberFormat(locale(), {maximumFractionDigits: decimals}).format(value);
}

/** Words with the form that a number wants, such as `counted("shell.n_clients", 5)`; they have it as `{count}`. */
export function counted(key, n, values = {}) {
  return t(key, {...values, n, count: number(n)});
}

/** A name out of data within a sentence: in quotes, and its own direction of writing kept to itself. */
export function quoted(name) {
  return t("shell.quoted", {name: `\u2068${name}\u2069`});
}

/** A name out of data where there is little room. The whole of it must be to be had beside it. */
export function short(name, length = 32) {
  const letters = [...name];
  return letters.length > length ? `${letters.slice(0, length - 1).join("").trimEnd()}…` : name;
}

/** A share of 0 to 1 in percent. */
export function percent(share, decimals = 1) {
  return new Intl.NumberFormat(locale(), {
    style: "percent",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(share);
}

/** Whole roubles. */
export function money(roubles) {
  return roubles === null || roubles === undefined ? t("shell.unknown") : `${number(Math.round(roubles))}\u00a0₽`;
}

/** A day such as 2025-05-24. */
export function day(iso) {
  return new Intl.DateTimeFormat(locale(), {dateStyle: "medium", timeZone: "UTC"}).format(new Date(`${iso}T00:00:00Z`));
}

/** The last day of the month of a day, such as 2025-05-31 for 2025-05-01. */
export function lastDayOf(iso) {
  const [year, number] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** The month of a day such as 2025-05-01. */
export function month(iso, form = "long") {
  return new Intl.DateTimeFormat(locale(), {year: "numeric", month: form, timeZone: "UTC"})
    .format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`));
}

/** A moment, in the zone of the reader. */
export function moment(iso) {
  return new Intl.DateTimeFormat(locale(), {dateStyle: "medium", timeStyle: "medium"}).format(new Date(iso));
}

const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** How long before another moment one was. */
export function ago(iso, now) {
  const seconds = Math.round((new Date(iso) - new Date(now)) / 1000);
  const [unit, length] = STEPS.find(([, l]) => Math.abs(seconds) >= l) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(locale(), {numeric: "auto"}).format(Math.trunc(seconds / length), unit);
}

/** A size in bytes. */
export function bytes(size) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(size, 1)) / 3));
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: units[step],
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(size / 1000 ** step);
}

/** A span of seconds. */
export function seconds(span) {
  return new Intl.NumberFormat(locale(), {style: "unit", unit: "second", unitDisplay: "short",
    maximumFractionDigits: span < 1 ? 2 : 1}).format(span);
}
