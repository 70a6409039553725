package org.posthorn.imap.handler;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.AnyState;
import org.posthorn.imap.command.Authenticated;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Fetch;
import org.posthorn.imap.command.NotAuthenticated;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.command.Selected;
import org.posthorn.imap.command.Sort;
import org.posthorn.imap.command.ThreadMessages;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.Dispatcher;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.Outcome;
import org.posthorn.sasl.Login;

/** All handlers by the command that they execute, and the states in which they may. RFC 9051 §3. */
public final class Handlers implements Dispatcher {

  /** They have no state and serve all sessions. */
  public static final Handlers ALL = new Handlers();

  private final Map<Class<? extends Command>, Handler<? extends Command>> free = new HashMap<>();
  private final Map<Class<? extends Authenticated>, AuthenticatedHandler<?>> authenticated =
      new HashMap<>();
  private final Map<Class<? extends Selected>, SelectedHandler<?>> selected = new HashMap<>();

  private Handlers() {
    free.put(AnyState.Capability.class, new CapabilityHandler());
    free.put(AnyState.Noop.class, new NoopHandler());
    free.put(AnyState.Logout.class, new LogoutHandler());
    free.put(AnyState.Id.class, new IdHandler());
    free.put(NotAuthenticated.StartTls.class, new StartTlsHandler());
    free.put(NotAuthenticated.Authenticate.class, new AuthenticateHandler());
    free.put(NotAuthenticated.Login.class, new LoginHandler());
    authenticated.put(Authenticated.Enable.class, new EnableHandler());
    authenticated.put(Authenticated.Select.class, new SelectHandler());
    authenticated.put(Authenticated.Create.class, new CreateHandler());
    authenticated.put(Authenticated.Delete.class, new DeleteHandler());
    authenticated.put(Authenticated.Rename.class, new RenameHandler());
    authenticated.put(Authenticated.Subscribe.class, new SubscribeHandler());
    authenticated.put(Authenticated.ListMailboxes.class, new ListHandler());
    authenticated.put(Authenticated.Lsub.class, new LsubHandler());
    authenticated.put(Authenticated.GenUrlAuth.class, new GenUrlAuthHandler());
    authenticated.put(Authenticated.ResetKey.class, new ResetKeyHandler());
    authenticated.put(Authenticated.UrlFetch.class, new UrlFetchHandler());
    authenticated.put(Authenticated.Namespace.class, new NamespaceHandler());
    authenticated.put(Authenticated.Status.class, new StatusHandler());
    authenticated.put(Authenticated.Append.class, new AppendHandler());
    authenticated.put(Authenticated.Idle.class, new IdleHandler());
    authenticated.put(Authenticated.MultiSearch.class, new MultiSearchHandler());
    free.put(AnyState.Language.class, new LanguageHandler());
    authenticated.put(Authenticated.Unauthenticate.class, new UnauthenticateHandler());
    authenticated.put(Authenticated.Xlist.class, new XlistHandler());
    authenticated.put(Authenticated.GetMetadata.class, new GetMetadataHandler());
    authenticated.put(Authenticated.SetMetadata.class, new SetMetadataHandler());
    authenticated.put(Authenticated.Compress.class, new CompressHandler());
    authenticated.put(Authenticated.SetAcl.class, new SetAclHandler());
    authenticated.put(Authenticated.GetAcl.class, new GetAclHandler());
    authenticated.put(Authenticated.ListRights.class, new ListRightsHandler());
    authenticated.put(Authenticated.MyRights.class, new MyRightsHandler());
    authenticated.put(Authenticated.GetQuota.class, new GetQuotaHandler());
    authenticated.put(Authenticated.GetQuotaRoot.class, new GetQuotaRootHandler());
    authenticated.put(Authenticated.SetQuota.class, new SetQuotaHandler());
    authenticated.put(Authenticated.Notify.class, new NotifyHandler());
    selected.put(Selected.Close.class, new CloseHandler());
    selected.put(Selected.Unselect.class, new UnselectHandler());
    selected.put(Selected.Check.class, new CheckHandler());
    selected.put(Selected.Expunge.class, new ExpungeHandler());
    selected.put(Selected.Store.class, new StoreHandler());
    selected.put(Selected.Copy.class, new CopyHandler());
    selected.put(Selected.Move.class, new MoveHandler());
    selected.put(Fetch.class, new FetchHandler());
    selected.put(Search.class, new SearchHandler());
    selected.put(Selected.CancelUpdate.class, new CancelUpdateHandler());
    selected.put(Selected.UidBatches.class, new UidBatchesHandler());
    selected.put(Sort.class, new SortHandler());
    selected.put(ThreadMessages.class, new ThreadHandler());
  }

  /** The commands that have a handler. */
  Set<Class<? extends Command>> commands() {
    Set<Class<? extends Command>> all = new HashSet<>(free.keySet());
    all.addAll(authenticated.keySet());
    all.addAll(selected.keySet());
    return all;
  }

  @Override
  public Answer dispatch(Command command, ImapSession session) {
    if (command instanceof Command.Malformed malformed) {
      return Completion.bad(malformed.reason());
    }
    session.refreshRights();
    Optional<Login> login = session.login();
    if (command instanceof Authenticated legal) {
      return login.isPresent()
          ? authenticated(legal, login.get().accountId(), session)
          : Completion.bad("Not authenticated");
    }
    if (command instanceof Selected legal) {
      if (session.features().uidOnly() && legal.usesNumbers()) {
        return Refusals.uidRequired();
      }
      return session
          .selected()
          .map(mailbox -> selected(legal, mailbox, session))
          .orElseGet(() -> Completion.bad("No mailbox selected"));
    }
    if (command instanceof NotAuthenticated && login.isPresent()) {
      return Completion.bad("Already authenticated");
    }
    return free(command).handle(command, session);
  }

  @Override
  public List<Completion> append(List<Authenticated.Append> commands, ImapSession session) {
    session.refreshRights();
    return AppendHandler.together(commands, session);
  }

  // The maps pair each class with its own handler: the casts hold.

  @SuppressWarnings({"unchecked", "NullAway"})
  private Handler<Command> free(Command command) {
    return (Handler<Command>) free.get(command.getClass());
  }

  @SuppressWarnings({"unchecked", "NullAway"})
  private Answer authenticated(Authenticated command, long account, ImapSession session) {
    return ((AuthenticatedHandler<Authenticated>) authenticated.get(command.getClass()))
        .handle(command, account, session);
  }

  @SuppressWarnings({"unchecked", "NullAway"})
  private Answer selected(Selected command, SelectedMailbox mailbox, ImapSession session) {
    if (mailbox.withdrawn()) {
      return Refusals.of(Outcome.Refusal.NONEXISTENT); // RFC 4314 §5.1.1
    }
    return ((SelectedHandler<Selected>) selected.get(command.getClass()))
        .handle(command, mailbox, session);
  }
}
