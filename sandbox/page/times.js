// Writes instants (epoch seconds) as people read them, in a given time zone.

const formatters = new Map();

function formatter(zone) {
  if (!formatters.has(zone)) {
    const options = {
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    };
    let made;
    try {
      made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    } catch {
      made = new Intl.DateTimeFormat("en-GB", options); // a zone this browser does not know: its own
    }
    formatters.set(zone, made);
  }
  return formatters.get(zone);
}

function parts(epoch, zone) {
  const found = {};
  for (const { type, value } of formatter(zone).formatToParts(new Date(epoch * 1000))) found[type] = value;
  return found;
}

/** "09:41" */
export function timeOfDay(epoch, zone) {
  const at = parts(epoch, zone);
  return `${at.hour}:${at.minute}`;
}

/** "Monday 22 November 2027" */
export function longDay(epoch, zone) {
  const at = parts(epoch, zone);
  return `${at.weekday} ${at.day} ${at.month} ${at.year}`;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

function numericDay(epoch, zone) {
  const at = parts(epoch, zone);
  const month = String(MONTHS.indexOf(at.month) + 1).padStart(2, "0");
  return { year: at.year, month, day: at.day.padStart(2, "0") };
}

/** The wall time at an instant, as fields for date and time have it: "2027-11-22T09:41". */
export function wallTime(epoch, zone) {
  const { year, month, day } = numericDay(epoch, zone);
  return `${year}-${month}-${day}T${timeOfDay(epoch, zone)}`;
}

/** The instant (epoch seconds) that a wall time names in *zone*. */
export function instantOf(text, zone) {
  const wanted = Date.parse(`${text}Z`) / 1000;
  const shift = (epoch) => Date.parse(`${wallTime(epoch, zone)}Z`) / 1000 - Math.floor(epoch / 60) * 60;
  // The offset is asked for near the instant meant, and again there: a clock may change in between.
  return wanted - shift(wanted - shift(wanted));
}

function dayCount(epoch, zone) {
  const { year, month, day } = numericDay(epoch, zone);
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
}

/** "today", "yesterday" or "tomorrow" seen from *now*, else null. */
export function nearDay(epoch, zone, now) {
  const away = dayCount(epoch, zone) - dayCount(now, zone);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[away] ?? null;
}

function ago(epoch, now) {
  const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  const steps = [
    ["second", 60],
    ["minute", 60],
    ["hour", 24],
    ["day", 365],
    ["year", Infinity],
  ];
  let amount = epoch - now;
  for (const [unit, size] of steps) {
    if (Math.abs(amount) < size) return words.format(Math.round(amount), unit);
    amount /= size;
  }
  return "";
}

/** Slack's date template filled in, or null where it holds a token Slack does not have
 * (docs.slack.dev, formatting message text, date formatting; and the rich text date element). */
export function slackDate(epoch, template, zone, now) {
  const at = parts(epoch, zone);
  const number = numericDay(epoch, zone);
  const date = `${at.day} ${at.month} ${at.year}`;
  const plain = {
    date_num: `${number.year}-${number.month}-${number.day}`,
    date_slash: `${number.day}/${number.month}/${number.year}`,
    date,
    date_long_full: date,
    date_short: `${at.day} ${at.month.slice(0, 3)} ${at.year}`,
    date_long: `${at.weekday} ${date}`,
    time: `${at.hour}:${at.minute}`,
    time_secs: `${at.hour}:${at.minute}:${at.second}`,
    ago: ago(epoch, now),
  };
  const pretty = { date_pretty: "date", date_short_pretty: "date_short", date_long_pretty: "date_long" };
  let known = true;
  const text = template.replace(/\{(\w+)\}/g, (whole, token, offset) => {
    if (token in plain) return plain[token];
    if (token === "day_divider_pretty" || token in pretty) {
      const near = nearDay(epoch, zone, now);
      if (near) return offset === 0 ? near[0].toUpperCase() + near.slice(1) : near;
      if (token in pretty) return plain[pretty[token]];
      return at.year === parts(now, zone).year ? `${at.weekday} ${at.day} ${at.month}` : plain.date_long;
    }
    known = false;
    return whole;
  });
  return known ? text : null;
}
