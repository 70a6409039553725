package org.posthorn.webmail.settings;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.posthorn.web.signin.SignedIn;

/** What the account has chosen, for pages. */
@Named("settings")
@RequestScoped
public class SettingsPage {
  @Inject PreferenceStore store;
  @Inject SignedIn me;

  private Optional<Preferences> read = Optional.empty();

  /** What is chosen; the same during a request. */
  public Preferences preferences() {
    if (read.isEmpty()) {
      read = Optional.of(store.of(me.login()));
    }
    return read.get();
  }

  public String getLanguage() {
    return preferences().language();
  }

  public String getZone() {
    return preferences().zone();
  }

  public boolean isPreviews() {
    return preferences().previews();
  }

  public boolean isReplyAll() {
    return preferences().replyAll();
  }

  public int getUndoSeconds() {
    return preferences().undoSeconds();
  }

  public List<String> getTrusted() {
    return preferences().trusted();
  }

  public List<Label> getLabels() {
    return preferences().labels();
  }

  public List<SavedSearch> getSearches() {
    return preferences().searches();
  }

  /** All of it as JSON, for scripts. */
  public String getJson() {
    return PreferencesText.write(preferences()).toString();
  }
}
