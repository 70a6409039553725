package org.posthorn.imap.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.posthorn.imap.codec.UrlAccessSyntax;
import org.posthorn.imap.command.UrlAccess;
import org.posthorn.imap.command.UrlAccess.Kind;
import org.posthorn.imap.fetch.Excerpt;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.sasl.Login;

/** URLs that give others access to messages. RFC 4467. */
public final class MessageUrls {
  private final MailStore store;
  private final UrlAuthority authority;
  private final String host;

  /**
   * Those of a server.
   *
   * @param host its name, as URLs have it
   */
  public MessageUrls(MailStore store, UrlAuthority authority, String host) {
    this.store = store;
    this.authority = authority;
    this.host = host;
  }

  /** The whole URL of a rump; empty when it is none of this user's, or its mailbox is not there. */
  public Optional<String> authorized(String rump, Login user) {
    Optional<UrlAccess> url =
        UrlAccessSyntax.parse(rump)
            .filter(each -> each.token().isEmpty() && isHere(each))
            .filter(each -> each.owner().equalsIgnoreCase(user.address()));
    return url.flatMap(each -> mailbox(each, store.as(user)))
        .map(mailbox -> rump + ":INTERNAL:" + authority.token(user, mailbox.id(), rump));
  }

  /**
   * What a URL names, for somebody who asks by IMAP. RFC 4467 §7.
   *
   * @return empty when it is not there, or not for them
   */
  public Optional<Excerpt> forUser(String url, Login user, Instant now) {
    return UrlAccessSyntax.parse(url)
        .filter(
            each ->
                switch (each.kind()) {
                  case SUBMIT -> false;
                  case USER -> each.user().equalsIgnoreCase(user.address());
                  case AUTHUSER, ANONYMOUS -> true;
                })
        .flatMap(each -> excerpt(each, now));
  }

  /** What a URL names, for the submission of a user's message. RFC 4468 §3.3. */
  public Optional<Excerpt> forSubmission(String url, Login user, Instant now) {
    return UrlAccessSyntax.parse(url)
        .filter(each -> each.kind() == Kind.SUBMIT || each.kind() == Kind.USER)
        .filter(each -> each.user().equalsIgnoreCase(user.address()))
        .flatMap(each -> excerpt(each, now));
  }

  private Optional<Excerpt> excerpt(UrlAccess url, Instant now) {
    if (!isHere(url) || url.expires().filter(end -> !now.isBefore(end)).isPresent()) {
      return Optional.empty();
    }
    Optional<Login> owner = authority.owner(url.owner());
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    AccountStore mail = store.as(owner.get());
    return mailbox(url, mail)
        .filter(mailbox -> valid(url, owner.get(), mailbox.id()))
        .flatMap(mailbox -> mail.messages().read(mailbox.id()).result())
        .flatMap(
            source ->
                source
                    .latest()
                    .filter(view -> isOf(view, url))
                    .flatMap(view -> Excerpt.of(view, url.target(), source)));
  }

  private static boolean isOf(MailboxView view, UrlAccess url) {
    return url.target().uidValidity().orElse(view.uidValidity()) == view.uidValidity();
  }

  private boolean valid(UrlAccess url, Login owner, long mailbox) {
    Optional<String> right = authority.validToken(owner, mailbox, url.rump());
    return right.isPresent()
        && MessageDigest.isEqual(
            right.get().getBytes(US_ASCII), url.token().orElse("").getBytes(US_ASCII));
  }

  private static Optional<MailboxList.Mailbox> mailbox(UrlAccess url, AccountStore mail) {
    return MailboxName.parse(url.target().mailbox().orElseThrow())
        .flatMap(mail.folders().list()::find);
  }

  // iserver = [iuserinfo "@"] host [":" port] ; RFC 5092 §11
  private boolean isHere(UrlAccess url) {
    String server = url.target().server().orElseThrow();
    return server
        .substring(server.lastIndexOf('@') + 1)
        .replaceFirst(":[0-9]*$", "")
        .equalsIgnoreCase(host);
  }
}
