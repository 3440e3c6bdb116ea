// A date of birth as people write it, read as the server reads it (dates.py).

import { foldPlain } from "./folding.js";

const ERAS = [
  ["明治", "M", "1868-10-23"],
  ["大正", "T", "1912-07-30"],
  ["昭和", "S", "1926-12-25"],
  ["平成", "H", "1989-01-08"],
  ["令和", "R", "2019-05-01"],
];
const SIGNS = { "㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和" };
const YEAR = String.raw`(?:西暦)?(?<year>\d{4})`;
const ERA = String.raw`(?<era>明治?|大正?|昭和?|平成?|令和?|[MTSHR])\.?`;
const REST = String.raw`(?:[-/.、・ ]|年)(?<month>\d{1,2})(?:[-/.、・ ]|月)(?<day>\d{1,2})日?`;
const COMPACT = String.raw`(?<month>\d{2})(?<day>\d{2})`;
const FORMS = [
  YEAR + REST,
  YEAR + COMPACT,
  String.raw`${ERA}(?<ofEra>元|\d{1,2})${REST}`,
  String.raw`${ERA}(?<ofEra>元|\d{2})${COMPACT}`,
].map((form) => new RegExp(`^${form}$`));

function iso(year, month, day) {
  const text = [year, month, day].map(Number);
  const date = new Date(Date.UTC(2000, text[1] - 1, text[2]));
  date.setUTCFullYear(text[0], text[1] - 1, text[2]);
  const exists = date.getUTCMonth() === text[1] - 1 && date.getUTCDate() === text[2];
  return exists && text[0] > 0 ? date.toISOString().slice(0, 10) : "";
}

function ofEra({ era, ofEra: count, month, day }) {
  const n = ERAS.findIndex(([name, letter]) => name[0] === era[0] || letter === era[0]);
  const first = ERAS[n][2];
  const next = ERAS[n + 1]?.[2] ?? "9999-12-31";
  const year = Number(first.slice(0, 4)) + (count === "元" ? 0 : Number(count) - 1);
  const born = iso(year, month, day);
  return born >= first && born <= next ? born : "";
}

// The date as "1990-04-01"; empty if none is meant.
export function parseDate(text) {
  const spelled = text.replace(/[㍾㍽㍼㍻㋿]/g, (sign) => SIGNS[sign]);
  const plain = foldPlain(spelled).toUpperCase().replace(/ *([-/.、・年月日]) */g, "$1");
  const found = FORMS.map((form) => form.exec(plain)?.groups).find(Boolean);
  if (!found) {
    return "";
  }
  return found.era ? ofEra(found) : iso(found.year, found.month, found.day);
}
