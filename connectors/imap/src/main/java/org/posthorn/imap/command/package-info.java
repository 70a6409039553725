/** What clients ask for: one record for each command, parsed and validated. */
@NullMarked
package org.posthorn.imap.command;

import org.jspecify.annotations.NullMarked;
