/** The pages and their addresses. */
@NullMarked
package org.posthorn.webmail.page;

import org.jspecify.annotations.NullMarked;
