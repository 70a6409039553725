package org.posthorn.webmail.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.sasl.Login;

/**
 * Keeps what people have chosen as a private annotation of their account (ADR 87, RFC 5464), so
 * that every browser shows it. Every request asks, so it is remembered for some seconds; what is
 * chosen on another server counts so late. Thread-safe.
 */
@ApplicationScoped
public class PreferenceStore {
  private static final String ENTRY = "/private/vendor/posthorn/webmail/settings";
  private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(10);
  private static final int CAPACITY = 5_000;

  @Inject MailStore stores;

  private final Map<Long, Remembered> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Remembered> eldest) {
          return size() > CAPACITY;
        }
      };

  private record Remembered(Preferences preferences, long at) {}

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public PreferenceStore() {}

  /** What an account has chosen. */
  public Preferences of(Login login) {
    long now = System.nanoTime();
    synchronized (known) {
      Remembered before = known.get(login.accountId());
      if (before != null && now - before.at() < REMEMBERED) {
        return before.preferences();
      }
    }
    return remember(login, read(login), now);
  }

  private Preferences remember(Login login, Preferences preferences, long at) {
    synchronized (known) {
      known.put(login.accountId(), new Remembered(preferences, at));
    }
    return preferences;
  }

  private Preferences read(Login login) {
    return stores
        .as(login)
        .metadata()
        .of(MailboxList.SERVER, List.of(ENTRY))
        .result()
        .flatMap(entries -> Optional.ofNullable(entries.get(ENTRY)))
        .map(value -> PreferencesText.read(new String(value, UTF_8)))
        .orElse(Preferences.DEFAULT);
  }

  /**
   * Changes what an account has chosen; durable on return.
   *
   * @return what it is now; empty when the account has no room for it
   */
  public Optional<Preferences> change(Login login, UnaryOperator<Preferences> change) {
    Preferences changed = change.apply(read(login));
    byte[] text = PreferencesText.write(changed).toString().getBytes(UTF_8);
    AnnotationResult result =
        stores
            .as(login)
            .metadata()
            .set(
                MailboxList.SERVER,
                Map.of(ENTRY, Optional.of(text)),
                (mailbox, own, entries) -> {});
    return result instanceof AnnotationResult.Done
        ? Optional.of(remember(login, changed, System.nanoTime()))
        : Optional.empty();
  }
}
