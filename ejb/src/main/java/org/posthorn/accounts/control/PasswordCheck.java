package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Compares passwords, in the same time whether or not there is somebody to compare with. */
@ApplicationScoped
public class PasswordCheck {
  @Inject Passwords passwords;
  @Inject AccountRows rows;
  @Inject RememberedPasswords remembered;

  /** Whether it is the password of the account; empty when that cannot be found out now. */
  public Optional<Boolean> right(Optional<Entry> entry, String password) {
    Optional<String> prepared = Passwords.prepared(password);
    if (entry.isEmpty() || prepared.isEmpty()) {
      return passwords.checkNobody();
    }
    if (remembered.knows(entry.get(), prepared.get())) {
      return Optional.of(true);
    }
    Optional<Boolean> right = passwords.check(entry.get().argon2(), prepared.get());
    right.filter(r -> r).ifPresent(r -> found(entry.get(), prepared.get()));
    return right;
  }

  /** The one moment at which an account from before SCRAM-SHA-1 can get its keys. */
  private void found(Entry entry, String prepared) {
    if (entry.scramSha1().isEmpty()) {
      rows.complete(entry, passwords.scramSha1(prepared));
    }
    remembered.remember(entry, prepared);
  }
}
