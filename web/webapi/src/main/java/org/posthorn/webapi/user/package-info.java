/** What accounts may do for themselves. */
@NullMarked
package org.posthorn.webapi.user;

import org.jspecify.annotations.NullMarked;
