package org.posthorn.annotations.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import org.posthorn.mailboxes.value.MailboxExtension;

/** The annotations of mailboxes go with them. */
@ApplicationScoped
public class AnnotatedMailboxes implements MailboxExtension {
  @Inject AnnotationRows rows;
  @Inject AnnotationStore store;

  @Override
  public void deleteOfMailboxes(Collection<Long> mailboxes) {
    rows.deleteOfMailboxes(mailboxes);
  }

  @Override
  public void copy(long account, long from, long to) {
    store.copy(account, from, to);
  }
}
