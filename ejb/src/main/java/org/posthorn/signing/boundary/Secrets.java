package org.posthorn.signing.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.signing.control.KeyVault;
import org.posthorn.signing.value.SealedSecrets;

/**
 * Encrypts passwords that the server needs in the clear, with the key that private keys are
 * encrypted with, too. Who seals tells how many there are by {@link SealedSecrets}.
 */
@ApplicationScoped
public class Secrets {
  @Inject KeyVault vault;

  /**
   * Encrypts a secret. Not within a transaction.
   *
   * @param label binds it to its place, so that it cannot be exchanged for another secret
   * @throws org.posthorn.signing.value.KeysUnreadable when there is no key and none may be created
   */
  public byte[] seal(String label, String secret) {
    return vault.seal(label, secret.getBytes(UTF_8));
  }

  /**
   * What was encrypted under a label.
   *
   * @throws org.posthorn.signing.value.KeysUnreadable when that is not possible
   */
  public String open(String label, byte[] sealed) {
    return new String(vault.open(label, sealed), UTF_8);
  }
}
