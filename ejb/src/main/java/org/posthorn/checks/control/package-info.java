/** How mail of other servers is checked: settings, and threads that may wait for DNS. */
@NullMarked
package org.posthorn.checks.control;

import org.jspecify.annotations.NullMarked;
