/** What people type to find messages. */
@NullMarked
package org.posthorn.webmail.search;

import org.jspecify.annotations.NullMarked;
