package org.posthorn.signing.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.signing.value.KeysUnreadable;
import org.posthorn.signing.value.SealedSecrets;
import org.posthorn.transactions.boundary.Transactions;

/** Encrypts private keys with the key that lies in a file of the data directory, or elsewhere. */
@ApplicationScoped
public class KeyVault {
  private static final System.Logger LOG = System.getLogger(KeyVault.class.getName());

  @Inject SigningSettings settings;
  @Inject DkimKeyRows rows;
  @Inject Transactions transactions;
  @Inject @Any Instance<SealedSecrets> others;

  private @Nullable SecretBox box; // guarded by this

  /**
   * Encrypts a secret; the file with the key is created where nothing was encrypted before.
   *
   * @throws KeysUnreadable when there is no key and none may be created
   */
  public byte[] seal(String label, byte[] secret) {
    return boxToSeal().seal(label, secret);
  }

  private synchronized SecretBox boxToSeal() {
    Optional<SecretBox> known = box();
    if (known.isPresent()) {
      return known.get();
    }
    // a new key beside secrets that only the old one opens would hide that the file was lost
    if (!settings.ownFile() || sealed() > 0) {
      throw new KeysUnreadable(settings.keyFile() + " is missing");
    }
    SecretBox made = SecretBox.create(settings.keyFile());
    box = made;
    LOG.log(System.Logger.Level.INFO, "event=secrets-key-created file={0}", settings.keyFile());
    return made;
  }

  private long sealed() {
    return transactions.call(() -> rows.count()) + sealedElsewhere();
  }

  /** How many secrets other components keep. */
  long sealedElsewhere() {
    return others.stream().mapToLong(SealedSecrets::sealed).sum();
  }

  /**
   * What was encrypted under a label.
   *
   * @throws KeysUnreadable when that is not possible
   */
  public byte[] open(String label, byte[] sealed) {
    try {
      return box()
          .orElseThrow(() -> new KeysUnreadable(settings.keyFile() + " is missing"))
          .open(label, sealed);
    } catch (IllegalStateException e) {
      throw new KeysUnreadable(String.valueOf(e.getMessage()));
    }
  }

  private synchronized Optional<SecretBox> box() {
    if (box == null) {
      try {
        SecretBox.of(settings.keyFile()).ifPresent(read -> box = read);
      } catch (IllegalStateException e) {
        throw new KeysUnreadable(settings.keyFile() + ": " + e.getMessage());
      }
    }
    return Optional.ofNullable(box);
  }
}
