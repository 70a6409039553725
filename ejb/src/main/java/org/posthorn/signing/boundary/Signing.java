package org.posthorn.signing.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailauth.dkim.DkimSigner;
import org.posthorn.mailauth.dkim.DkimSigning;
import org.posthorn.signing.control.ActiveKeys;
import org.posthorn.signing.control.AuthorReader;
import org.posthorn.signing.control.RecentSignatures;
import org.posthorn.signing.control.RecentSignatures.What;
import org.posthorn.signing.control.SigningSettings;
import org.posthorn.smtp.client.ContentSigner;

/**
 * Signs mail of our users and our own reports when it leaves us, in the form in which it is sent.
 * RFC 6376 §5. At most as many messages at a time as there are processors; callers wait.
 */
@ApplicationScoped
public class Signing {
  private static final int BLOCK = 64 * 1024;

  @Inject ActiveKeys keys;
  @Inject SigningSettings settings;

  private final RecentSignatures recent = new RecentSignatures();
  private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors());
  private final Clock clock = Clock.systemUTC();

  /**
   * With what a message is signed: by each active key of its author's domain. Reads its header;
   * knows no transaction of the caller.
   *
   * @return empty for mail of others, whatever its From field says, and for authors without keys
   * @throws org.posthorn.signing.value.KeysUnreadable when keys cannot be decrypted
   * @throws org.posthorn.kernel.ContentLost when the octets are lost
   */
  public Optional<ContentSigner> signer(Envelope envelope, Content message) {
    if (!envelope.options().own()) {
      return Optional.empty();
    }
    Optional<Address> author =
        AuthorReader.author(message).filter(each -> !settings.leavesUnsigned(each));
    return author
        .flatMap(each -> keys.signer(each.domain()))
        .map(
            signer ->
                (sent, start, lines) ->
                    sent == message // converted ones have the same id
                        ? remembered(signer, sent, start, lines)
                        : fields(signer, sent, start, lines));
  }

  private String remembered(DkimSigner signer, Content message, long start, boolean lines) {
    What what = What.of(message.id(), start, lines, signer.keys());
    return recent
        .find(what, System.nanoTime())
        .orElseGet(
            () -> {
              String made = fields(signer, message, start, lines);
              recent.keep(what, made, System.nanoTime());
              return made;
            });
  }

  private String fields(DkimSigner signer, Content message, long start, boolean lines) {
    processors.acquireUninterruptibly();
    try {
      DkimSigning signing = lines ? signer.beginLines() : signer.begin();
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      for (long at = start; at < message.size(); ) {
        int read = message.read(at, block.clear());
        if (read <= 0) {
          throw new IllegalStateException("content " + message.id() + " is shorter than its size");
        }
        at += read;
        signing.feed(block.flip());
      }
      return signing.finish(clock.instant());
    } finally {
      processors.release();
    }
  }
}
