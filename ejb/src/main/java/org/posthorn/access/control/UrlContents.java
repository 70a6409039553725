package org.posthorn.access.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.imap.fetch.Excerpt;
import org.posthorn.imap.server.MessageUrls;
import org.posthorn.imap.server.UrlAuthority;
import org.posthorn.kernel.Address;
import org.posthorn.sasl.Login;
import org.posthorn.smtp.session.UrlOctets;
import org.posthorn.store.boundary.AccountStores;
import org.posthorn.urlkeys.boundary.UrlKeys;

/** What URLs of this server's messages name, for those who submit them. RFC 4468 §3.3. */
@ApplicationScoped
public class UrlContents implements UrlAuthority {
  @Inject UrlKeys keys;
  @Inject Directory directory;
  @Inject Authentication authentication;
  @Inject AccountStores stores;
  private final Clock clock = Clock.systemUTC();

  /**
   * The octets that a URL names.
   *
   * @param host the name of this server
   * @return empty when they are not there, or not for the user
   */
  public Optional<UrlOctets> octets(String url, Login user, String host) {
    return new MessageUrls(stores, this, host)
        .forSubmission(url, user, clock.instant())
        .map(UrlContents::octets);
  }

  private static UrlOctets octets(Excerpt excerpt) {
    return new UrlOctets() {
      @Override
      public long size() {
        return excerpt.size();
      }

      @Override
      public int read(long at, byte[] target) {
        return excerpt.read(at, target);
      }
    };
  }

  @Override
  public Optional<Login> owner(String address) {
    return Address.known(address)
        .flatMap(directory::account)
        .map(UrlContents::login)
        .flatMap(authentication::current);
  }

  private static Login login(AccountRef account) {
    return new Login(account.id(), account.address(), account.administrator());
  }

  @Override
  public String token(Login owner, long mailbox, String rump) {
    return keys.token(owner.accountId(), mailbox, rump);
  }

  @Override
  public Optional<String> validToken(Login owner, long mailbox, String rump) {
    return keys.validToken(owner.accountId(), mailbox, rump);
  }

  @Override
  public void reset(Login owner, OptionalLong mailbox) {
    keys.reset(owner.accountId(), mailbox);
  }
}
