package org.posthorn.store.control;

import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Changes;
import org.posthorn.mailstore.Folders;
import org.posthorn.mailstore.MessageStore;
import org.posthorn.mailstore.Metadata;
import org.posthorn.mailstore.QuotaRoots;
import org.posthorn.mailstore.Sharing;

/** The ports of one account. */
public record Ports(
    Folders folders,
    MessageStore messages,
    Sharing sharing,
    Metadata metadata,
    QuotaRoots quotas,
    Changes changes)
    implements AccountStore {}
