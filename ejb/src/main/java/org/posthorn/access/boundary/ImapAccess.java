package org.posthorn.access.boundary;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.access.control.MailLogins;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.mailstore.MailStore;
import org.posthorn.sasl.Logins;
import org.posthorn.store.boundary.AccountStores;

/**
 * Where the IMAP listeners ask for what they then call directly; nothing is caught. The only class
 * of the components that knows IMAP.
 */
@MessageDriven(messageListenerInterface = ImapEndpoint.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class ImapAccess implements ImapEndpoint {
  @Inject ServiceState opening;
  @Inject MailLogins logins;
  @Inject AccountStores stores;

  @Override
  public boolean ready() {
    return opening.started();
  }

  @Override
  public Logins logins() {
    return logins.by("imap");
  }

  @Override
  public MailStore store() {
    return stores;
  }
}
