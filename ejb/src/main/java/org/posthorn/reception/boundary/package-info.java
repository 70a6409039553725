/** Where listeners hand over: what SMTP asks of the mail system. */
@NullMarked
package org.posthorn.reception.boundary;

import org.jspecify.annotations.NullMarked;
