/** What is found out about mail of other servers while it comes. */
@NullMarked
package org.posthorn.checks.boundary;

import org.jspecify.annotations.NullMarked;
