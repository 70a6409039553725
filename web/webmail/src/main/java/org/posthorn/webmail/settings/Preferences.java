package org.posthorn.webmail.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody has chosen for their webmail.
 *
 * @param language {@code de} or {@code en}; empty for the browser's
 * @param zone a time zone; empty for the browser's
 * @param previews whether the list shows how messages begin
 * @param replyAll whether the first answer offered is one to all
 * @param undoSeconds for how long sending can be taken back
 * @param trusted addresses whose remote pictures are shown
 */
public record Preferences(
    String language,
    String zone,
    boolean previews,
    boolean replyAll,
    int undoSeconds,
    List<String> trusted,
    List<Label> labels,
    List<SavedSearch> searches) {
  /** Nothing chosen. */
  static final Preferences DEFAULT =
      new Preferences("", "", true, false, 10, List.of(), List.of(), List.of());

  static final int MOST_TRUSTED = 1_000;
  static final int MOST_LABELS = 60;
  static final int MOST_SEARCHES = 60;
  static final int LONGEST_NAME = 60;
  static final int LONGEST_QUERY = 1_000;
  private static final int MOST_UNDO = 30;

  public Preferences {
    language = List.of("de", "en").contains(language) ? language : "";
    zone = isZone(zone) ? zone : "";
    undoSeconds = Math.max(0, Math.min(MOST_UNDO, undoSeconds));
    trusted = trusted.stream().limit(MOST_TRUSTED).toList();
    labels = labels.stream().filter(Preferences::isSound).limit(MOST_LABELS).toList();
    searches = searches.stream().filter(Preferences::isSound).limit(MOST_SEARCHES).toList();
  }

  private static boolean isZone(String name) {
    try {
      return !name.isEmpty() && !ZoneId.of(name).getId().isEmpty();
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  private static boolean isSound(Label label) {
    return label.keyword().matches("[A-Za-z0-9$._-]{1,60}")
        && isName(label.name())
        && label.hue() >= 0
        && label.hue() < Label.HUES;
  }

  private static boolean isSound(SavedSearch search) {
    return isName(search.name())
        && !search.query().isBlank()
        && search.query().length() <= LONGEST_QUERY;
  }

  /** Whether a label or a search can be called so. */
  static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.codePoints().noneMatch(Character::isISOControl);
  }

  /** The language; empty for the browser's. */
  public Optional<Locale> locale() {
    return language.isEmpty() ? Optional.empty() : Optional.of(Locale.forLanguageTag(language));
  }

  /** The label of a keyword. */
  public Label label(String keyword) {
    return labels.stream()
        .filter(each -> each.keyword().equalsIgnoreCase(keyword))
        .findFirst()
        .orElseGet(() -> Label.unknown(keyword));
  }

  /** The same with what was chosen on the page for everything. */
  Preferences with(
      String newLanguage, String newZone, boolean newPreviews, boolean newReplyAll, int newUndo) {
    return new Preferences(
        newLanguage, newZone, newPreviews, newReplyAll, newUndo, trusted, labels, searches);
  }

  /** The same, with the pictures of somebody shown or not. */
  Preferences trusting(String address, boolean shown) {
    String wanted = address.toLowerCase(Locale.ROOT);
    Stream<String> others = trusted.stream().filter(each -> !each.equals(wanted));
    List<String> all = shown ? Stream.concat(Stream.of(wanted), others).toList() : others.toList();
    return new Preferences(language, zone, previews, replyAll, undoSeconds, all, labels, searches);
  }

  /** The same with these labels. */
  Preferences labelled(List<Label> all) {
    return new Preferences(language, zone, previews, replyAll, undoSeconds, trusted, all, searches);
  }

  /** The same with these searches. */
  Preferences searching(List<SavedSearch> all) {
    return new Preferences(language, zone, previews, replyAll, undoSeconds, trusted, labels, all);
  }
}
