package org.posthorn.reception.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.Posting;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.reception.control.HouseClients;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.submission.boundary.SendingRights;
import org.posthorn.submission.boundary.SendingRights.Name;

/** What clients may do by who they are: submit, relay, write in a name, post to a list. */
@ApplicationScoped
public class ClientRights {
  @Inject Directory directory;
  @Inject Routing routing;
  @Inject SendingRights submission;
  @Inject HouseClients house;

  /** Whether a person sends with a program of theirs. */
  public static boolean submits(SmtpClient client) {
    return client.role() == SmtpClient.Role.SUBMISSION && client.login().isPresent();
  }

  /** Whether it is one of the networks that may send without a login. */
  public boolean ofHouse(SmtpClient client) {
    return client.role() == SmtpClient.Role.MX && house.has(client.peer().address());
  }

  /**
   * Whether its mail goes to other servers. No open relay within the house, either: who sends has
   * to be in a domain of ours.
   */
  public boolean relays(ReceivedMail mail) {
    return ofHouse(mail.client())
        && mail.begun()
            .sender()
            .filter(sender -> !(routing.route(sender) instanceof Route.Remote))
            .isPresent();
  }

  /** Whether the sender of MAIL may post to a list. */
  public boolean mayPost(ReceivedMail mail, AliasInfo list) {
    Optional<Address> sender = mail.begun().sender();
    return list.posting() == Posting.ANYONE
        || sender.filter(list::mayPost).isPresent()
        || list.posting() == Posting.MEMBERS
            && submits(mail.client())
            && directory.isMember(list, mail.client().login().orElseThrow().accountId());
  }

  /** What is said to MAIL. Who writes on behalf of another gets the reports. */
  public Verdict reversePath(SmtpClient client, Optional<Address> sender) {
    return sender.filter(each -> name(client, each) == Name.ON_BEHALF).isPresent()
        ? Verdict.refused(Reason.SENDER_NOT_OWNED)
        : sender(client, sender);
  }

  /** May this client send as this author, or on behalf of them? */
  public Verdict sender(SmtpClient client, Optional<Address> sender) {
    if (client.role() != SmtpClient.Role.SUBMISSION) {
      return Verdict.yes();
    }
    boolean owned =
        client.login().isPresent()
            // RFC 8098 §3, RFC 3834 §3.3: receipts and automatic answers have no sender
            && sender.map(each -> name(client, each) != Name.FOREIGN).orElse(true);
    return owned ? Verdict.yes() : Verdict.refused(Reason.SENDER_NOT_OWNED);
  }

  private Name name(SmtpClient client, Address author) {
    return client
        .login()
        .map(login -> submission.name(login.accountId(), author))
        .orElse(Name.FOREIGN);
  }

  /** The Sender field, see {@link Reception#senderField}. */
  public Optional<Address> senderField(
      SmtpClient client, List<Address> authors, Optional<Address> given) {
    Optional<Address> own = given.filter(each -> name(client, each) == Name.OWN);
    boolean needed =
        authors.size() > 1
            || authors.stream().anyMatch(each -> name(client, each) == Name.ON_BEHALF);
    return own.isPresent() || !needed
        ? own
        : client.login().flatMap(login -> Address.parse(login.address()));
  }
}
