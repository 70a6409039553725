/** What people type to find messages. */
@NullMarked
package org.posthorn.mailstore.search;

import org.jspecify.annotations.NullMarked;
