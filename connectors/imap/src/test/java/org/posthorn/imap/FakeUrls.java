package org.posthorn.imap;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.imap.server.UrlAuthority;
import org.posthorn.sasl.Login;

/** Keys of mailboxes in memory; a token shows what it is made of. */
final class FakeUrls implements UrlAuthority {
  private final Map<Long, Integer> keys = new HashMap<>();
  private int made;

  @Override
  public Optional<Login> owner(String address) {
    return address.equalsIgnoreCase(FakeStore.USER)
        ? Optional.of(new Login(1, FakeStore.USER))
        : Optional.empty();
  }

  @Override
  public String token(Login owner, long mailbox, String rump) {
    keys.computeIfAbsent(mailbox, none -> ++made);
    return validToken(owner, mailbox, rump).orElseThrow();
  }

  @Override
  public Optional<String> validToken(Login owner, long mailbox, String rump) {
    return Optional.ofNullable(keys.get(mailbox))
        .map(key -> String.format(Locale.ROOT, "%024x%08x", key, rump.hashCode()));
  }

  @Override
  public void reset(Login owner, OptionalLong mailbox) {
    mailbox.ifPresentOrElse(keys::remove, keys::clear);
  }
}
