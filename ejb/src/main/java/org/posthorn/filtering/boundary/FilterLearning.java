package org.posthorn.filtering.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Collection;
import org.posthorn.events.boundary.MailboxChanged;
import org.posthorn.filtering.control.Correspondents;
import org.posthorn.filtering.control.FilterConfig;
import org.posthorn.filtering.control.JudgedMail;
import org.posthorn.kernel.Address;

/** What the filter learns from: what becomes of messages, and to whom accounts write. */
@ApplicationScoped
public class FilterLearning {
  @Inject JudgedMail judged;
  @Inject Correspondents correspondents;
  @Inject FilterConfig config;

  // within the transaction: only noted, and looked at some seconds later
  void changed(@Observes MailboxChanged event) {
    if (config.enabled()) {
      judged.changed(event.mailbox(), event.modSeq());
    }
  }

  /** An account writes to some. Waits for nothing. */
  public void wrote(long account, Collection<Address> recipients) {
    if (config.enabled()) {
      correspondents.wrote(account, recipients);
    }
  }
}
