package org.posthorn.signing.boundary;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.signing.control.AuthorReader;
import org.posthorn.signing.control.OctetContent;
import org.posthorn.smtp.client.ContentSigner;

/** Signs messages for those who send them by another way. RFC 6376 §5. */
@ApplicationScoped
public class MessageSigning {
  private static final Envelope OWN =
      Envelope.of(Optional.empty(), List.of(), false, Body.SEVEN_BIT).asOwn();

  @Inject Signing signing;

  /**
   * The message with its signatures before it.
   *
   * @param message in lines ended by CRLF; as it will be sent
   * @param mayWrite whether somebody may write as an author
   * @return refused when a line ends otherwise, an author is somebody else, or there is no key
   * @throws org.posthorn.signing.value.KeysUnreadable when keys cannot be decrypted
   */
  public Result<byte[]> sign(byte[] message, Predicate<Address> mayWrite) {
    if (!inLines(message)) {
      return refused("has a CR, LF or NUL that ends no line");
    }
    Content content = new OctetContent(message);
    List<Address> authors = AuthorReader.authors(content);
    if (authors.isEmpty()) {
      return refused("must have one From field with addresses");
    }
    if (!authors.stream().allMatch(mayWrite)) {
      return refused("is written by somebody else");
    }
    Optional<ContentSigner> signer = signing.signer(OWN, content);
    if (signer.isEmpty()) {
      return refused("is of a domain that has no key, or whose mail is not signed");
    }
    // another object with the same octets: what is in no store is not remembered
    byte[] fields = signer.get().fields(new OctetContent(message), 0, true).getBytes(US_ASCII);
    byte[] signed = new byte[fields.length + message.length];
    System.arraycopy(fields, 0, signed, 0, fields.length);
    System.arraycopy(message, 0, signed, fields.length, message.length);
    return Result.done(signed);
  }

  private static Result<byte[]> refused(String reason) {
    return Result.refused(Objection.invalid("message", reason));
  }

  private static boolean inLines(byte[] message) {
    boolean afterCr = false;
    for (byte octet : message) {
      if (octet == 0 || (octet == '\n') != afterCr) {
        return false;
      }
      afterCr = octet == '\r';
    }
    return !afterCr && message.length > 0 && message[message.length - 1] == '\n';
  }
}
