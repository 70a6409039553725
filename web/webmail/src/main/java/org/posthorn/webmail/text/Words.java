package org.posthorn.webmail.text;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.IntStream;
import org.posthorn.webmail.settings.Label;
import org.posthorn.webmail.settings.SettingsPage;

/** Words, dates, numbers and sizes in the language and time zone of whoever looks. */
@Named("words")
@RequestScoped
public class Words {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
  private static final int DAYS_OF_WEEK = 7;
  private static final int TERMS = 10; // of the help page
  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  @Inject HttpServletRequest request;
  @Inject SettingsPage settings;

  private final Clock clock = Clock.systemUTC();

  /**
   * The language: what was chosen, else of those that there are the first that the browser prefers.
   */
  public Locale locale() {
    return settings.preferences().locale().orElseGet(this::preferred);
  }

  private Locale preferred() {
    for (Locale wanted : java.util.Collections.list(request.getLocales())) {
      if (wanted.getLanguage().equals("de") || wanted.getLanguage().equals("en")) {
        return wanted;
      }
    }
    return Locale.ENGLISH;
  }

  /** The tag of the language, for the page. */
  public String getLanguage() {
    return locale().getLanguage();
  }

  private ResourceBundle bundle() {
    return ResourceBundle.getBundle("org.posthorn.webmail.texts", locale(), EXACT);
  }

  /** A text by its key. */
  public String text(String key) {
    return bundle().getString(key);
  }

  /** A text with values in it. */
  public String text(String key, Object... values) {
    return new MessageFormat(text(key), locale()).format(values);
  }

  /** The texts of a prefix, as a JSON object without it, for scripts. */
  public jakarta.json.JsonObject texts(String prefix) {
    jakarta.json.JsonObjectBuilder object = jakarta.json.Json.createObjectBuilder();
    ResourceBundle bundle = bundle();
    bundle.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .forEach(key -> object.add(key.substring(prefix.length()), bundle.getString(key)));
    return object.build();
  }

  /** The texts of scripts, as JSON. */
  public String getScripts() {
    return texts("js.").toString();
  }

  /** What the help page speaks of. */
  public List<String> getTopics() {
    return List.of("start", "read", "tidy", "find", "write", "safe");
  }

  /** The paragraphs of a long text. */
  public List<String> paragraphs(String key) {
    return List.of(text(key).split("\\|"));
  }

  /** What one can search for, and what it finds. */
  public List<Term> getTerms() {
    return IntStream.rangeClosed(1, TERMS)
        .mapToObj(i -> new Term(text("help.term." + i), text("help.term." + i + ".text")))
        .toList();
  }

  /** The label of a keyword. */
  public Label label(String keyword) {
    return settings.preferences().label(keyword);
  }

  /** The time zone: what was chosen, else the browser's. */
  public ZoneId zone() {
    String chosen = settings.preferences().zone();
    return chosen.isEmpty() ? TimeZoneCookie.zone(request) : ZoneId.of(chosen);
  }

  /** A moment in as few characters as tell it apart: the time today, else the day, the month. */
  public String shortly(long seconds) {
    ZonedDateTime when = Instant.ofEpochSecond(seconds).atZone(zone());
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone());
    LocalDate day = when.toLocalDate();
    if (day.equals(today)) {
      return when.format(time());
    }
    if (day.isAfter(today.minusDays(DAYS_OF_WEEK)) && day.isBefore(today)) {
      return when.format(pattern("EEE"));
    }
    return when.format(pattern(day.getYear() == today.getYear() ? "d MMM" : "MMM yyyy"));
  }

  private DateTimeFormatter time() {
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(region());
  }

  private DateTimeFormatter pattern(String pattern) {
    String own = locale().getLanguage().equals("de") ? pattern.replace("d MMM", "d. MMM") : pattern;
    return DateTimeFormatter.ofPattern(own, locale());
  }

  /** English without a country has hours as most countries have them. */
  private Locale region() {
    return locale().equals(Locale.ENGLISH) ? Locale.UK : locale();
  }

  /** A moment with day and time. */
  public String fully(long seconds) {
    ZonedDateTime when = Instant.ofEpochSecond(seconds).atZone(zone());
    return when.format(pattern("EEEE, d MMMM yyyy").withLocale(locale()))
        + ", "
        + when.format(time());
  }

  /** A moment for machines. RFC 3339. */
  public String iso(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }

  /** A number with its separators. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale()).format(number);
  }

  /** So many octets in the unit in which they are few. */
  public String size(long octets) {
    double rest = octets;
    int unit = 0;
    while (rest >= 1000 && unit < UNITS.length - 1) {
      rest /= 1000;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale());
    format.setMaximumFractionDigits(unit >= 2 && rest < 10 ? 1 : 0);
    return format.format(rest) + '\u00A0' + UNITS[unit];
  }
}
