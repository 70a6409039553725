package org.posthorn.relay.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.posthorn.relay.control.FetchProgress;
import org.posthorn.relay.control.FetchedMail;
import org.posthorn.sasl.Login;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.session.OnDemand;
import org.posthorn.smtp.session.OnDemandFetch;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.transports.boundary.OnDemandDomains;

/** Gives hosts that ask for it the mail of the domains that their accounts have. RFC 2645. */
@ApplicationScoped
public class OnDemandMail {
  private static final System.Logger LOG = System.getLogger(OnDemandMail.class.getName());

  @Inject OnDemandDomains domains;
  @Inject FetchedMail mails;

  /**
   * Begins; what it answers goes on by {@link #next}.
   *
   * @param asked in Unicode form; none: all that the account has
   */
  public OnDemand fetch(SmtpClient client, List<String> asked) {
    Optional<Login> login = client.login();
    Set<String> own = login.map(each -> domains.of(each.accountId())).orElse(Set.of());
    if (own.isEmpty() || !own.containsAll(asked)) {
      return new OnDemand.Refused();
    }
    Set<String> meant = asked.isEmpty() ? own : Set.copyOf(asked);
    FetchProgress fetch =
        new FetchProgress(login.orElseThrow().accountId(), meant, client.peer().address());
    boolean any = mails.next(fetch);
    LOG.log(
        System.Logger.Level.INFO,
        "event=mail-fetched session={0} account={1} domains={2} mail={3}",
        client.peer().session(),
        login.map(Login::address).orElse(""),
        asked.isEmpty() ? "all" : String.join(",", asked),
        any);
    return any ? new OnDemand.Begun(fetch) : new OnDemand.Nothing();
  }

  /**
   * Goes on to the next mail; false when there is none, or the domains are the account's no more.
   */
  public boolean next(OnDemandFetch fetch) {
    FetchProgress progress = (FetchProgress) fetch;
    return domains.of(progress.account()).containsAll(progress.domains()) && mails.next(progress);
  }

  /** Writes down what became of the mail at hand; durable when the answer is there. */
  public CompletableFuture<Boolean> sent(OnDemandFetch fetch, ClientSession session) {
    return mails.sent((FetchProgress) fetch, session);
  }
}
