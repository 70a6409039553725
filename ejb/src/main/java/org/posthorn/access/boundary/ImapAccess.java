package org.posthorn.access.boundary;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.access.control.MailLogins;
import org.posthorn.access.control.UrlContents;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.imap.server.UrlAuthority;
import org.posthorn.mailstore.MailStore;
import org.posthorn.sasl.Logins;
import org.posthorn.store.boundary.AccountStores;

/**
 * Where the IMAP listeners ask for what they then call directly; nothing is caught. Of the
 * components only this class and {@link UrlContents} know IMAP.
 */
@MessageDriven(messageListenerInterface = ImapEndpoint.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class ImapAccess implements ImapEndpoint {
  @Inject ServiceState opening;
  @Inject MailLogins logins;
  @Inject AccountStores stores;
  @Inject UrlContents urls;

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

  @Override
  public UrlAuthority urls() {
    return urls;
  }
}
