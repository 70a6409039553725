package org.posthorn.webmail.settings;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.posthorn.kernel.Address;
import org.posthorn.web.signin.SignedIn;

/** What people choose. Each answers what is chosen now; empty for what cannot be. */
@RequestScoped
public class SettingsActions {
  @Inject PreferenceStore preferences;
  @Inject SignedIn me;

  /** What is chosen on the page for everything. */
  public Optional<JsonObject> keep(
      String language, String zone, boolean previews, boolean replyAll, int undoSeconds) {
    return change(before -> before.with(language, zone, previews, replyAll, undoSeconds));
  }

  /** Whether the list shows how messages begin. */
  public Optional<JsonObject> previews(boolean shown) {
    return change(
        now -> now.with(now.language(), now.zone(), shown, now.replyAll(), now.undoSeconds()));
  }

  /** Whether the remote pictures of an address are shown. */
  public Optional<JsonObject> trust(String address, boolean shown) {
    return shown && Address.parse(address).isEmpty()
        ? Optional.empty()
        : change(before -> before.trusting(address, shown));
  }

  /** Makes a label, or gives one another name and colour. */
  public Optional<JsonObject> label(String keyword, String name, int hue) {
    String plain = name.strip();
    if (!Preferences.isName(plain) || hue < 0 || hue >= Label.HUES) {
      return Optional.empty();
    }
    return change(
        before -> {
          List<Label> labels = new ArrayList<>(before.labels());
          int at = index(labels, keyword);
          if (at >= 0) {
            labels.set(at, new Label(labels.get(at).keyword(), plain, hue));
          } else {
            String made = keyword.isEmpty() ? Label.keyword(plain, labels) : keyword;
            labels.add(new Label(made, plain, hue));
          }
          labels.sort((a, b) -> a.name().compareToIgnoreCase(b.name()));
          return before.labelled(labels);
        });
  }

  private static int index(List<Label> labels, String keyword) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).keyword().equalsIgnoreCase(keyword)) {
        return i;
      }
    }
    return -1;
  }

  /** Forgets a label; messages keep the keyword. */
  public Optional<JsonObject> unlabel(String keyword) {
    return change(
        before ->
            before.labelled(
                before.labels().stream()
                    .filter(each -> !each.keyword().equalsIgnoreCase(keyword))
                    .toList()));
  }

  /** Keeps a search under a name, in place of what had that name. */
  public Optional<JsonObject> search(String name, String query) {
    String plain = name.strip();
    if (!Preferences.isName(plain)
        || query.isBlank()
        || query.length() > Preferences.LONGEST_QUERY) {
      return Optional.empty();
    }
    return change(
        before -> {
          List<SavedSearch> searches = new ArrayList<>(without(before, plain));
          searches.add(new SavedSearch(plain, query.strip()));
          searches.sort((a, b) -> a.name().compareToIgnoreCase(b.name()));
          return before.searching(searches);
        });
  }

  private static List<SavedSearch> without(Preferences preferences, String name) {
    return preferences.searches().stream()
        .filter(each -> !each.name().equalsIgnoreCase(name))
        .toList();
  }

  /** Forgets a search. */
  public Optional<JsonObject> unsearch(String name) {
    return change(before -> before.searching(without(before, name)));
  }

  private Optional<JsonObject> change(UnaryOperator<Preferences> change) {
    return preferences.change(me.login(), change).map(PreferencesText::write);
  }
}
