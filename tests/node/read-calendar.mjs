// Reads a calendar from the standard input as Thunderbird does, by ical.js, and writes its events as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf-8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const start = event.startDate;
  return {
    uid: event.uid,
    summary: event.summary,
    lang: component.getFirstProperty("summary").getParameter("language"),
    description: event.description,
    url: component.getFirstPropertyValue("url"),
    stamp: component.getFirstPropertyValue("dtstamp").toString(),
    start: start.toString(),
    allDay: start.isDate,
    days: start.isDate ? event.duration.toSeconds() / 86400 : 0,
    floating: start.zone === ICAL.Timezone.localTimezone,
  };
});
const name = (property) => calendar.getFirstPropertyValue(property);
process.stdout.write(JSON.stringify({ name: name("name"), version: name("version"), product: name("prodid"), events }));
