package org.posthorn.signing.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.posthorn.kernel.DataFiles;

/**
 * Encrypts secrets that lie in the database, with AES-256-GCM and a key that lies in a file: who
 * has a copy of the database alone cannot read them. What is sealed is bound to a label, so that
 * nothing can be exchanged for another secret. The form is a version (1), eight octets that tell
 * the key, the nonce, then the encrypted octets with their tag. Thread-safe.
 */
final class SecretBox {
  private static final int KEY = 32;
  private static final int KEY_ID = 8;
  private static final int NONCE = 12; // NIST SP 800-38D §8.2
  private static final int TAG_BITS = 128;
  private static final byte VERSION = 1;

  private final byte[] key;
  private final byte[] keyId;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(byte[] key) {
    this.key = key;
    this.keyId = Arrays.copyOf(sha256(key), KEY_ID);
  }

  /**
   * With the key of a file, which has it in Base64.
   *
   * @return empty when there is no such file
   * @throws IllegalStateException when it has no such key
   */
  static Optional<SecretBox> of(Path file) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      byte[] key =
          Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
      if (key.length == KEY) {
        return Optional.of(new SecretBox(key));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException noBase64) {
      throw new IllegalStateException("the file with the key of secrets is damaged", noBase64);
    }
    throw new IllegalStateException("the key of secrets does not have 32 octets in Base64");
  }

  /**
   * Makes a file with a new key that only its owner can read, unless another server makes it at the
   * same moment; durable on return.
   */
  static SecretBox create(Path file) {
    byte[] key = new byte[KEY];
    new SecureRandom().nextBytes(key);
    String text = Base64.getEncoder().encodeToString(key) + "\n";
    try {
      create(file, text.getBytes(StandardCharsets.US_ASCII));
      return of(file).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // a link never replaces a file, and what it names is whole
  private static void create(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(file + " is in no directory");
    }
    DataFiles.createDirectories(directory);
    Path draft = directory.resolve(file.getFileName() + "." + UUID.randomUUID());
    DataFiles.replace(draft, content);
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException another) {
      return;
    } catch (UnsupportedOperationException | FileSystemException noLinks) { // some shared disks
      if (!Files.exists(file)) {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(draft);
      DataFiles.sync(directory);
    }
  }

  byte[] seal(String label, byte[] secret) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, label).doFinal(secret);
      return ByteBuffer.allocate(1 + KEY_ID + NONCE + sealed.length)
          .put(VERSION)
          .put(keyId)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What was sealed under a label.
   *
   * @throws IllegalStateException when it was sealed with another key or label, or is damaged
   */
  byte[] open(String label, byte[] sealed) {
    int start = 1 + KEY_ID + NONCE;
    if (sealed.length <= start || sealed[0] != VERSION) {
      throw new IllegalStateException("a sealed secret is damaged");
    }
    if (!Arrays.equals(sealed, 1, 1 + KEY_ID, keyId, 0, KEY_ID)) {
      throw new IllegalStateException("a secret was sealed with the key of another file");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_ID, start);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, label)
          .doFinal(sealed, start, sealed.length - start);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a sealed secret is damaged", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String label) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
