package org.posthorn.mailstore.query;

import java.util.function.BooleanSupplier;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;

/**
 * What search keys refer to.
 *
 * @param view the messages as the client knows them
 * @param saved what {@code $} stands for, as UIDs
 * @param now seconds since 1970
 * @param tired whether what takes long should leave off for now
 */
public record SearchContext(MailboxView view, UidSet saved, long now, BooleanSupplier tired) {}
